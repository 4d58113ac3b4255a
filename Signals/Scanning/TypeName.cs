using System.Runtime.Loader;

namespace Signals.Scanning;

/// <summary>Writes a type as C# does, for messages.</summary>
internal static class TypeName
{
    private static readonly Func<Type, string>[] Spellings = [Short, Qualified, WithAssembly, WithLoadContext];

    public static string Of(Type type) => Of(type, Short);

    /// <summary>Finds the shortest spelling in which these types have different names.</summary>
    public static Func<Type, string> Disambiguate(params IEnumerable<Type> types)
    {
        var different = types.Distinct().ToArray();
        var clear = Array.Find(
            Spellings, spelling => different.DistinctBy(type => Of(type, spelling)).Count() == different.Length);
        return type => Of(type, clear ?? WithLoadContext);
    }

    private static string Of(Type type, Func<Type, string> spelling)
    {
        if (type.GetElementType() is { } element)
            return Of(element, spelling) + type.Name[element.Name.Length..];
        if (!type.IsGenericType)
            return spelling(type);
        var arguments = type.GetGenericArguments().Select(argument => Of(argument, spelling));
        return $"{spelling(type)}<{string.Join(", ", arguments)}>";
    }

    // The compiler's name of a file-local class is <File>F0123__Name; reflection's name of a generic class is Name`1.
    private static string Short(Type type)
    {
        var name = type.Name.Split('`')[0];
        return name.StartsWith('<') ? name[(name.IndexOf("__", StringComparison.Ordinal) + 2)..] : name;
    }

    private static string Qualified(Type type)
    {
        if (type.IsGenericParameter)
            return type.Name;
        var outer = type.DeclaringType is { } declaring ? Qualified(declaring) : type.Namespace;
        return $"{outer}.{type.Name.Split('`')[0]}".TrimStart('.');
    }

    private static string WithAssembly(Type type) => $"{Qualified(type)} ({type.Assembly.GetName().Name})";

    private static string WithLoadContext(Type type) =>
        $"{Qualified(type)} ({type.Assembly.GetName()}, loaded by {AssemblyLoadContext.GetLoadContext(type.Assembly)})";
}
