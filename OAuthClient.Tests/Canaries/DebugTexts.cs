using System.Collections;
using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace OAuthClient.Tests.Canaries;

/// <summary>
/// What a developer sees of an object in a log or a debugger: its text, what <c>[DebuggerDisplay]</c> makes of it, and
/// the same of all it shows.
/// </summary>
internal static partial class DebugTexts
{
    private const int MaxDepth = 4;

    public static IEnumerable<string> Of(object? thing, int depth = 0)
    {
        // Where a login sends the user holds the state, as its documentation says.
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
        var inner = exception is AggregateException all
            ? all.InnerExceptions
            : exception.InnerException is { } one ? [one] : Array.Empty<Exception>().AsEnumerable();
        foreach (var text in inner.SelectMany(OfException))
            yield return text;
    }

    // {ToString(),nq} and {Name}: that is all the expressions there are.
    private static string? DebuggerDisplayText(object thing)
    {
        if (!IsLibraryType(thing.GetType())
            || thing.GetType().GetCustomAttribute<DebuggerDisplayAttribute>()?.Value is not { } display)
            return null;
        return Expression().Replace(display, found =>
        {
            var name = found.Groups[1].Value;
            return thing.GetType().GetMethod(name, Type.EmptyTypes)?.Invoke(thing, null)?.ToString()
                ?? thing.GetType().GetProperty(name)?.GetValue(thing)?.ToString()
                    ?? throw new InvalidOperationException(
                        $"{thing.GetType()} is displayed by '{name}', which is nothing that is known here.");
        });
    }

    // Ours, and what is in ours; a plain text is judged where it is printed.
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
