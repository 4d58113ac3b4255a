using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using OAuthClient.OAuth1;
using OAuthClient.OAuth2;
using OAuthClient.Presets;
using OAuthClient.Testing;
using OAuthClient.Tests.Presets;

namespace OAuthClient.Tests;

/// <summary>Every public record prints so that a reader learns its values, and no secret.</summary>
public class RecordTextTests
{
    private static readonly Assembly[] Libraries =
    [
        typeof(OAuthDance).Assembly,
        typeof(PretendProvider).Assembly,
        typeof(Signals.SignalRegistry).Assembly,
        typeof(AspNetCore.OAuthWebOptions).Assembly,
        typeof(EntityFrameworkCore.EntityTokenStore).Assembly,
        typeof(Redis.RedisTokenStore).Assembly,
    ];

    private static IEnumerable<Type> Records() =>
        from library in Libraries
        from type in library.GetExportedTypes()
        where !type.IsAbstract && !type.IsInterface && IsRecord(type)
        select type;

    private static IEnumerable<object> Values() =>
    [
        .. ProvidersFile.Names.Select(Providers.Find),
        new PretendProvider().OAuth2,
        new PretendProvider().OAuth1,
        OAuth2Quirks.None,
        new OAuth2Quirks { BearerTypes = ["a"], FieldNames = new Dictionary<string, string> { ["scope"] = "scopes" } },
        OAuth1Quirks.None,
        RefreshRules.Default,
        new RefreshRules { DeadTokenErrors = ["gone"], ExpiredTokenAnswers = [new(403, "expired")] },
        new LiveTokenRequest("https://a.example/", new Dictionary<string, string> { ["grant_type"] = "exchange" }),
        new OAuthDanceOptions { ReturnOrigins = ["https://spa.example"] },
        new OAuthBeginOptions { Scopes = ["read"], BrowserKey = "canary-key" },
        new OAuthFinishOptions(),
    ];

    [TestCaseSource(nameof(Records))]
    public void A_record_with_a_list_writes_its_own_text(Type record)
    {
        var hasList = record.GetProperties(BindingFlags.Public | BindingFlags.Instance).Any(IsList);
        var writer = record.GetMethod(nameof(ToString), Type.EmptyTypes)!;
        Assert.That(!hasList || writer.GetCustomAttribute<CompilerGeneratedAttribute>(inherit: false) is null, Is.True);
    }

    [TestCaseSource(nameof(Values))]
    public void The_text_names_no_type_of_the_runtime_and_no_secret(object value)
    {
        var text = value.ToString();
        Assert.That(text, Does.StartWith(value.GetType().Name));
        Assert.That(
            text,
            Does.Not.Contain("System.").And.Not.Contain("`").And.Not.Contain("canary")
                .And.Not.Contain(PretendProvider.ClientSecret));
    }

    [Test]
    public void A_provider_prints_the_fields_that_are_set()
    {
        var provider = new OAuth2Provider
        {
            Name = "example",
            ClientId = "me",
            ClientSecret = "canary",
            AuthorizationEndpoint = "https://example.com/authorize?tenant=7",
            TokenEndpoint = "https://example.com/token",
            Scopes = ["read", "write"],
            EndpointHeaders = new Dictionary<string, string> { ["X-Key"] = "canary" },
            Quirks = new() { ScopeNames = new Dictionary<string, string> { ["email"] = "e-mail" } },
        };
        Assert.That(
            provider.ToString(),
            Is.EqualTo(
                "OAuth2Provider { Name = example, ClientId = me, ClientSecret = ***, "
                + "AuthorizationEndpoint = https://example.com/authorize, TokenEndpoint = https://example.com/token, "
                + "Scopes = [read, write], EndpointHeaders = [X-Key], "
                + "Quirks = OAuth2Quirks { ScopeNames = [email] } }"));
    }

    private static bool IsRecord(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null;

    private static bool IsList(PropertyInfo property) =>
        property.PropertyType != typeof(string)
        && property.PropertyType != typeof(Secret)
        && property.PropertyType.IsAssignableTo(typeof(IEnumerable));
}
