using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using OAuthClient.Discovery;
using OAuthClient.OAuth1;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Storage;

/// <summary>
/// System.Text.Json and the public types. A type that holds a secret is refused, since its secrets would be lost or
/// shown; every other value comes back as it was.
/// </summary>
public class JsonTests
{
    // Values whose other parts are not data, such as services, or are not public.
    private static readonly Type[] OtherRefusedTypes =
        [typeof(OAuthAnswer), typeof(OAuthDanceOptions), typeof(OAuthFinishOptions), typeof(DiscoveryOptions)];

    private static readonly object[] Values =
    [
        new OAuthError("code", "message")
        {
            Hint = "hint",
            ProviderError = "error",
            ProviderDescription = "description",
            ProviderUri = "https://e.example/",
            Status = 400,
            Endpoint = "https://e.example/token",
            Excerpt = "excerpt",
            RetryAfter = TimeSpan.FromSeconds(3),
        },
        new OAuthError("code", "message"),
        new OAuthUser("42"),
        OAuthUser.Unknown,
        new TokenKey("p", "c", "42", "work"),
        new RegistrationKey("https://e.example", "c", ["https://b.example/", "https://a.example/"]),
        OAuthResponse.Redirect("/home"),
        OAuthResponse.Html("<p>", 400),
        new OAuthOutcome(OAuthOutcomeKind.Refused, OAuthResponse.Text("no", 400))
        {
            Error = new("code", "message"),
            User = "42",
            Account = "work",
            Explanation = "why",
        },
        new FinishedDance(
            "digest",
            new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new(OAuthOutcomeKind.Stored, OAuthResponse.Redirect("/home"))),
        new ExpiredTokenAnswer(403, "expired"),
        new LiveTokenRequest("https://e.example/token", new Dictionary<string, string> { ["a"] = "b" })
        {
            MinAge = TimeSpan.FromDays(1),
        },
        new TraceCheck("issuer", TraceCheckResult.Failed) { Expected = "https://a.example", Actual = "https://b.example" },
        new OAuth1Quirks(),
        new OAuth2Quirks { TokenHeader = "X-Token" },
        new RefreshRules { DeadTokenErrors = ["dead"], ExpiredTokenAnswers = [new(403, "x")] },
    ];

    private static readonly Type[] DataTypes =
    [
        .. typeof(Secret).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && !type.IsEnum)
            .Where(type => type.IsValueType || type.GetMethod("<Clone>$") is not null),
    ];

    private static IEnumerable<Type> SecretTypes => DataTypes.Where(type => HoldsSecret(type, []));

    [TestCaseSource(nameof(SecretTypes))]
    public void A_type_that_holds_a_secret_is_refused_even_when_it_is_empty(Type type) => AssertRefused(type);

    [TestCaseSource(nameof(OtherRefusedTypes))]
    public void A_type_whose_parts_are_not_data_is_refused(Type type) => AssertRefused(type);

    [TestCaseSource(nameof(Values))]
    public void Another_value_comes_back_as_it_was(object value)
    {
        var json = JsonSerializer.Serialize(value, value.GetType());
        var read = JsonSerializer.Deserialize(json, value.GetType());
        Assert.That(JsonSerializer.Serialize(read, value.GetType()), Is.EqualTo(json));
        if (value is not (LiveTokenRequest or RefreshRules or OAuth1Quirks or OAuth2Quirks))
            Assert.That(read, Is.EqualTo(value));
    }

    [Test]
    public void Every_public_type_of_data_is_in_one_group() =>
        Assert.That(
            Values.Select(value => value.GetType()).Distinct().Concat(OtherRefusedTypes),
            Is.EquivalentTo(DataTypes.Except(SecretTypes)));

    [Test]
    public async Task What_receivers_get_is_refused_for_the_secrets_in_it()
    {
        var setup = new DanceSetup();
        List<object> seen = [setup.Dance.Session("42")];
        setup.Signals.Authorized.Connect((_, args) => seen.Add(args));
        setup.Signals.TokenRefreshed.Connect((_, args) => seen.Add(args));
        await setup.LoginAsync("42");
        await setup.Dance.Session("42").RefreshAsync();
        Assert.That(seen, Has.Count.EqualTo(3));
        foreach (var value in seen)
            Assert.That(() => JsonSerializer.Serialize(value, value.GetType()), Throws.TypeOf<NotSupportedException>());
    }

    [Test]
    public void A_refusal_says_what_to_use_and_shows_no_secret()
    {
        var token = new OAuthToken { AccessToken = "canary" };
        Assert.That(
            () => JsonSerializer.Serialize(token),
            Throws.TypeOf<NotSupportedException>()
                .With.Message.Contains("OAuthToken")
                .And.Message.Contains("StoreFormat")
                .And.Message.Not.Contains("canary"));
        Assert.That(
            () => JsonSerializer.Serialize(new { Inner = new { Token = token } }),
            Throws.TypeOf<NotSupportedException>());
        Assert.That(
            () => JsonSerializer.Serialize(new Dictionary<string, Secret> { ["a"] = default }),
            Throws.TypeOf<NotSupportedException>().With.Message.Contains("Secret"));
    }

    private static void AssertRefused(Type type)
    {
        var value = RuntimeHelpers.GetUninitializedObject(type);
        Assert.That(
            () => JsonSerializer.Serialize(value, type),
            Throws.TypeOf<NotSupportedException>().With.Message.Contains(type.Name));
        Assert.That(
            () => JsonSerializer.Deserialize("{}", type),
            Throws.TypeOf<NotSupportedException>().With.Message.Contains(type.Name));
    }

    private static bool HoldsSecret(Type type, HashSet<Type> seen)
    {
        if (type == typeof(Secret))
            return true;
        if (!seen.Add(type))
            return false;
        if (type.GetGenericArguments().Any(argument => HoldsSecret(argument, seen)))
            return true;
        return type.Assembly == typeof(Secret).Assembly
            && type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Any(property => HoldsSecret(property.PropertyType, seen));
    }
}
