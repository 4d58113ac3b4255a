using System.Reflection;
using System.Text.Json;

namespace OAuthClient.Tests;

/// <summary>
/// <see cref="Secret"/> never prints the secret text, and every secret of the public API has this type.
/// </summary>
public class SecretTests
{
    private const string Text = "canary";

    // Members whose names contain a word such as "token" or "secret", although the members' values are not secret.
    private static readonly string[] PublicNames =
    [
        "OAuthToken.TokenType", "OAuth1Provider.TokenEndpoint", "OAuth2Provider.TokenEndpoint",
        "OAuth2Provider.TokenParameters", "OAuth2Quirks.TokenEnvelope", "OAuth2Quirks.RegionalTokenEndpoints",
        "OAuth2Quirks.TokenScheme", "OAuth2Quirks.TokenHeader", "OAuth2Quirks.TokenQueryParameter",
        "OAuth1Quirks.DenialVerifier", "OAuthSignals.TokenRefreshedName", "PendingDance.BrowserKeyDigest",
        "OAuthLogin.CookieName", "OAuth2Extension.TokenTypes", "RefreshRules.TokenEnvelope",
        "RefreshRules.DeadTokenErrors", "ClientRegistration.TokenEndpointAuthMethod",
        "ClientMetadata.TokenEndpointAuthMethod", "TokenIntrospection.TokenType", "TokenExchange.RequestedTokenType",
        "TokenExchange.ActorTokenType", "TokenTypeIdentifier.AccessToken", "TokenTypeIdentifier.RefreshToken",
        "TokenTypeIdentifier.IdToken",
    ];

    private static readonly string[] SecretWords =
    [
        "Secret", "Token", "Verifier", "Proof", "BrowserKey", "Cookie", "Password",
    ];

    private sealed record Holder(Secret Secret, Secret? Maybe);

    [Test]
    public void A_secret_never_prints_its_text()
    {
        Secret secret = Text;
        var holder = new Holder(secret, secret);
        string?[] prints =
        [
            secret.ToString(),
            $"{secret}",
            $"{secret,20}",
            string.Concat("", secret),
            ((object)secret).ToString(),
            holder.ToString(),
        ];
        Assert.That(prints, Has.None.Contains(Text).IgnoreCase);
        Assert.That(secret.Reveal(), Is.EqualTo(Text), "Reveal returns the text");
        Assert.That(
            () => JsonSerializer.Serialize(holder),
            Throws.TypeOf<NotSupportedException>().With.Message.Not.Contains(Text).IgnoreCase);
    }

    [Test]
    public void A_secret_prints_whether_it_is_empty() =>
        Assert.That(
            new[] { default(Secret), (Secret)null, (Secret)"", (Secret)Text }.Select(
                secret => (secret.ToString(), secret.IsEmpty)),
            Is.EqualTo(new[] { ("(none)", true), ("(none)", true), ("(none)", true), ("***", false) }));

    [TestCase(Text, Text, true)]
    [TestCase(Text, "CANARY", false)]
    [TestCase(Text, "canary and more", false)]
    [TestCase("", null, true)]
    public void Secrets_are_compared_by_their_text(string? text, string? other, bool same) =>
        Assert.That(
            ((Secret)text == other, ((Secret)text).Equals((object)(Secret)other), (Secret)text != other),
            Is.EqualTo((same, same, !same)));

    [Test]
    public void No_public_string_is_named_like_a_secret()
    {
        const BindingFlags all =
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var types = typeof(Secret).Assembly.GetExportedTypes().Where(type => type != typeof(OAuthErrorCode));
        var properties =
            from type in types
            from property in type.GetProperties(all)
            select (Name: $"{type.Name}.{property.Name}", Type: property.PropertyType);
        var fields =
            from type in types
            where !type.IsEnum
            from field in type.GetFields(all)
            select (Name: $"{type.Name}.{field.Name}", Type: field.FieldType);
        var members = properties.Concat(fields).ToArray();
        var texts = members.Where(member => IsText(member.Type)).Select(member => member.Name);
        Assert.That(texts.Where(IsNamedLikeSecret), Is.EquivalentTo(PublicNames));
        Assert.That(
            members.Where(member => member.Type == typeof(Secret)).Select(member => member.Name),
            Is.SupersetOf(new[] { "OAuthToken.AccessToken", "PendingDance.TokenRequestSecret" }));
    }

    private static bool IsNamedLikeSecret(string name) =>
        SecretWords.Any(word => name.Split('.')[1].Contains(word, StringComparison.Ordinal));

    private static bool IsText(Type type) =>
        type == typeof(string)
        || type == typeof(Uri)
        || type == typeof(byte[])
        || (type.IsGenericType && type.GetGenericArguments().Any(IsText));
}
