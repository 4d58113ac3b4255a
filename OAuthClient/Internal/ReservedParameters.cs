namespace OAuthClient.Internal;

/// <summary>The parameters that a protocol sets itself, so that nobody else may.</summary>
internal static class ReservedParameters
{
    public static void Check(IReadOnlyList<string> own, IEnumerable<string> names, string where)
    {
        foreach (var name in names.Where(own.Contains))
            throw new ArgumentException($"{where} has '{name}', which the protocol sets itself. Leave it out; what can be chosen is a field of the provider, or of OAuthBeginOptions.");
    }
}
