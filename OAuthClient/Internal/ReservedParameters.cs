namespace OAuthClient.Internal;

/// <summary>Refuses parameters that a protocol sets itself.</summary>
internal static class ReservedParameters
{
    public static void ThrowIfReserved(IReadOnlyList<string> reserved, IEnumerable<string> names, string where)
    {
        foreach (var name in names.Where(reserved.Contains))
        {
            throw new ArgumentException(
                $"{where} has '{name}', which the protocol sets itself. Leave it out; what can be chosen is a field of "
                + "the provider, or of OAuthBeginOptions.");
        }
    }
}
