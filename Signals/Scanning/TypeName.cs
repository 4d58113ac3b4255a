namespace Signals.Scanning;

/// <summary>A type as C# writes it, for messages.</summary>
internal static class TypeName
{
    public static string Of(Type type) =>
        type.IsGenericType
            ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>"
            : type.Name;
}
