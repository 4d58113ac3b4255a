using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace OAuthClient.Internal;

/// <summary>
/// Writes a record as text: the properties that are set, in their order. Of a dictionary, only the names are written,
/// and of an address no query, because values of parameters and headers may be secrets.
/// </summary>
internal static class RecordText
{
    /// <param name="record">The record.</param>
    /// <param name="plain">The record whose values go without saying, such as a record of all defaults.</param>
    public static string Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(
        T record, T? plain = null)
        where T : class
    {
        var members =
            from property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            orderby property.DeclaringType == typeof(T)
            let value = property.GetValue(record)
            where plain is null || !Equals(value, property.GetValue(plain))
            let text = Describe(value)
            where text is not null
            select $"{property.Name} = {text}";
        return $"{typeof(T).Name} {{ {string.Join(", ", members)} }}";
    }

    /// <returns>The text; null for a value that says nothing, such as an empty list.</returns>
    private static string? Describe(object? value) => value switch
    {
        null or "" or false or Secret { IsEmpty: true } => null,
        true => "yes",
        string text => DescribeText(text),
        TimeSpan time => time == TimeSpan.Zero ? null : time.ToString(),
        Enum word => Convert.ToInt64(word) == 0 ? null : word.ToString(),
        IDictionary map => DescribeList(map.Keys),
        IReadOnlyDictionary<string, string> map => DescribeList(map.Keys),
        IEnumerable list => DescribeList(list),
        _ => DescribeObject(value),
    };

    private static string DescribeText(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return $"\"{text}\"";
        var isAddress = text.StartsWith('/') || text.Contains("://", StringComparison.Ordinal);
        return isAddress ? text.Split('?', '#')[0] : text;
    }

    private static string? DescribeList(IEnumerable list)
    {
        var texts = list.Cast<object?>().Select(item => Describe(item)).OfType<string>().ToArray();
        return texts.Length == 0 ? null : $"[{string.Join(", ", texts)}]";
    }

    // A record without a difference from its default, and a class without a text of its own, say only their names.
    private static string? DescribeObject(object value)
    {
        var text = value.ToString();
        if (text is null || text.EndsWith("{  }", StringComparison.Ordinal))
            return null;
        return text == value.GetType().ToString() ? value.GetType().Name : text;
    }
}
