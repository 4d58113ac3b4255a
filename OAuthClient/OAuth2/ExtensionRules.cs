namespace OAuthClient.OAuth2;

/// <summary>The rules for the extensions of one provider, checked before any login.</summary>
internal static class ExtensionRules
{
    public static void ThrowIfInvalid(OAuth2Provider provider)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var owners = new Dictionary<string, OAuth2Extension>(StringComparer.Ordinal);
        foreach (var extension in provider.Extensions)
        {
            if (extension is null)
                throw new ArgumentException($"The provider '{provider.Name}' has an extension that is null.");
            var subject = $"The provider '{provider.Name}' has an extension of the class {extension.GetType().Name}";
            if (string.IsNullOrWhiteSpace(extension.Name) || extension.Name.Contains('/', StringComparison.Ordinal))
                throw new ArgumentException($"{subject} whose Name is '{extension.Name}'. Give it one without a slash.");
            if (!names.Add(extension.Name))
            {
                throw new ArgumentException(
                    $"{subject} whose Name '{extension.Name}' another extension has too, so they would share data.");
            }
            foreach (var parameter in extension.Owns)
                AddOwner(provider, owners, parameter, extension);
        }
    }

    private static void AddOwner(
        OAuth2Provider provider,
        Dictionary<string, OAuth2Extension> owners,
        string parameter,
        OAuth2Extension extension)
    {
        if (owners.TryAdd(parameter, extension))
            return;
        throw new ArgumentException(
            $"The extensions '{owners[parameter].Name}' and '{extension.Name}' of the provider '{provider.Name}' "
            + $"both own the parameter '{parameter}'. Leave out one of them.");
    }
}
