namespace OAuthClient.OAuth1;

/// <summary>
/// Stands in a preset for the RSA method that the provider requires, as the preset has no private key. It cannot sign.
/// </summary>
internal sealed class KeylessRsaMethod(string name) : SignatureMethod
{
    public override string Name => name;

    public override bool UsesSecrets => false;

    public override string KeyDescription => "an RSA private key, which is not there yet";

    public override string Sign(string baseString, Secret clientSecret, Secret tokenSecret) =>
        throw new InvalidOperationException($"{name} needs a private key.");

    internal override void ThrowIfInvalid(string provider)
    {
        var factory = name.Replace("RSA-SHA", "RsaSha", StringComparison.Ordinal);
        throw new ArgumentException(
            $"The provider '{provider}' wants {name}, and there is no private key yet: "
            + $"add SignatureMethod = SignatureMethod.{factory}(pem), with the key whose public half it knows.");
    }
}
