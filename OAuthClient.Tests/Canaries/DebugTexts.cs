using System.Collections;
using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace OAuthClient.Tests.Canaries;

/// <summary>
/// Collects the texts by which a log or a debugger shows an object: <c>ToString</c> and <c>[DebuggerDisplay]</c> of the
/// object and of the values of its properties.
/// </summary>
internal static partial class DebugTexts
{
    private const int MaxDepth = 4;

    public static IEnumerable<string> Of(object? thing, int depth = 0)
    {
        // Values of type Uri are left out, because the authorization URL of a login holds the state, as the
        // documentation says.
        if (thing is null or string or Uri || depth > MaxDepth)
            yield break;
        if (thing is Exception exception)
        {
            foreach (var text in OfException(exception))
                yield return text;
        }
        yield return thing.ToString() ?? "";
        if (DebuggerDisplayText(thing) is { } displayed)
            yield return displayed;
        foreach (var part in Parts(thing))
        {
            foreach (var text in Of(part, depth + 1))
                yield return text;
        }
    }

    private static IEnumerable<string> OfException(Exception exception)
    {
        yield return exception.Message;
        foreach (DictionaryEntry entry in exception.Data)
            yield return $"{entry.Key}={entry.Value}";
        if (exception is Flurl.Http.FlurlHttpException flurl)
            yield return flurl.Call.ToString();
        IEnumerable<Exception> inner = exception switch
        {
            AggregateException aggregate => aggregate.InnerExceptions,
            { InnerException: { } single } => [single],
            _ => [],
        };
        foreach (var text in inner.SelectMany(OfException))
            yield return text;
    }

    // Only the DebuggerDisplay expressions {ToString(),nq} and {Name} occur.
    private static string? DebuggerDisplayText(object thing)
    {
        var type = thing.GetType();
        if (!IsLibraryType(type) || type.GetCustomAttribute<DebuggerDisplayAttribute>()?.Value is not { } display)
            return null;
        return Expression().Replace(display, found =>
        {
            var name = found.Groups[1].Value;
            return type.GetMethod(name, Type.EmptyTypes)?.Invoke(thing, null)?.ToString()
                ?? type.GetProperty(name)?.GetValue(thing)?.ToString()
                ?? throw new InvalidOperationException(
                    $"{type} is displayed by '{name}', which this test cannot read.");
        });
    }

    // Returns the property values of an object whose type is the library's, or the items of a list.
    private static IEnumerable<object?> Parts(object thing)
    {
        if (thing is IDictionary dictionary)
            return dictionary.Values.Cast<object?>();
        if (thing is IEnumerable list)
            return list.Cast<object?>();
        return IsLibraryType(thing.GetType())
            ? thing.GetType()
                .GetProperties()
                .Where(property => property.GetIndexParameters().Length == 0 && !IsSignalType(property.PropertyType))
                .Select(property => property.GetValue(thing))
            : [];
    }

    private static bool IsLibraryType(Type type) => type.Assembly == typeof(OAuthDance).Assembly;

    private static bool IsSignalType(Type type) =>
        type.Assembly == typeof(Signals.SignalRegistry).Assembly || type == typeof(RegistrySignals);

    [GeneratedRegex(@"\{(\w+)(?:\(\))?(?:,nq)?\}")]
    private static partial Regex Expression();
}
