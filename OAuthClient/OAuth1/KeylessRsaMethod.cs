namespace OAuthClient.OAuth1;

/// <summary>The place of an RSA method where the private key is not known: which one the provider wants. It signs nothing.</summary>
internal sealed class KeylessRsaMethod(string name) : SignatureMethod
{
    public override string Name => name;

    public override bool UsesSecrets => false;

    public override string KeyDescription => "an RSA private key, which is not there yet";

    public override string Sign(string baseString, Secret clientSecret, Secret tokenSecret) => throw new InvalidOperationException($"{name} needs a private key.");

    internal override void Check(string provider) => throw new ArgumentException(
        $"The provider '{provider}' wants {name}, and there is no private key yet: add SignatureMethod = SignatureMethod.{name.Replace("RSA-SHA", "RsaSha", StringComparison.Ordinal)}(pem), with the key whose public half it knows.");
}
