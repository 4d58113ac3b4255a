using System.Reflection;

namespace OAuthClient.Testing.Contracts;

/// <summary>
/// The fields of a record that a store keeps: all public properties that can be set. They are found by reflection, so
/// that the contract checks a new one from its first day.
/// </summary>
internal static class RecordFields
{
    // An HTTP status is given to the constructor only.
    public static PropertyInfo[] Of(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(field => field.CanWrite || field.Name == nameof(OAuthResponse.Status)),
    ];

    public static bool IsRecord(Type type) => type.Assembly == typeof(OAuthToken).Assembly && !type.IsEnum;

    /// <summary>Sets a field of a new copy of a record, such as the result of a <c>with</c>.</summary>
    public static T Set<T>(T copy, PropertyInfo field, object value) where T : class
    {
        field.SetValue(copy, value);
        return copy;
    }
}
