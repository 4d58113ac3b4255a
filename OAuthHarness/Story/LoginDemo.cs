using System.Text.Json;
using Flurl.Http;
using OAuthClient;
using OAuthClient.Testing;
using OAuthHarness.Explaining;
using Signals;

namespace OAuthHarness.Story;

/// <summary>Six logins against a pretend provider on a port of this machine. Each ends in a way of its own.</summary>
internal sealed class LoginDemo
{
    private const string Callback = "https://app.example/callback";
    private readonly Transcript _transcript;
    private readonly OAuthDance _oauth2Dance;
    private readonly OAuthDance _oauth1Dance;
    private readonly PretendBrowser _browser;
    private readonly List<DanceRecording> _recordings = [];
    private DanceRecording _next = new();
    private bool _allEndedAsExpected = true;

    private LoginDemo(PretendProvider provider, SignalRegistry registry, Transcript transcript)
    {
        _transcript = transcript;
        var http = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        _browser = new(new TranscriptHandler(transcript, "browser", http));
        var options = new OAuthDanceOptions
        {
            Http = new TranscriptHandler(transcript, "program", http),
            Signals = registry,
        };
        _oauth2Dance = new(provider.OAuth2 with { Scopes = ["profile"] }, Callback, options);
        _oauth1Dance = new(provider.OAuth1, Callback, options);
    }

    /// <summary>Runs all six logins.</summary>
    /// <returns>0 when every login ended as it should.</returns>
    public static async Task<int> RunAsync(TextWriter data, TextWriter people) =>
        (await PlayAsync(data, people))._allEndedAsExpected ? 0 : 1;

    /// <summary>Runs all six logins without telling them.</summary>
    /// <returns>A recording of each.</returns>
    public static async Task<IReadOnlyList<DanceRecording>> RecordAsync() =>
        (await PlayAsync(TextWriter.Null, TextWriter.Null))._recordings;

    private static async Task<LoginDemo> PlayAsync(TextWriter data, TextWriter people)
    {
        await using var provider = PretendProvider.Listen();
        provider.PollInterval = TimeSpan.FromSeconds(1);
        var transcript = new Transcript(data, people);
        var registry = new SignalRegistry();
        var play = new LoginDemo(provider, registry, transcript);
        var auditor = new Auditor(transcript);
        transcript.WriteStep(
            "provider", $"listens on {provider.BaseUrl}; it knows a program called {PretendProvider.ClientId}");
        transcript.WriteStep(
            "program",
            "connects the [ConnectTo] methods of Auditor; *** stands for a secret, or what is different each time");
        using (auditor.ConnectTo(registry))
            await play.RunLoginsAsync();
        GC.KeepAlive(auditor);
        return play;
    }

    private async Task RunLoginsAsync()
    {
        var oauth_authorized = _oauth2Dance.Signals.Authorized;

        BeginStory("An OAuth 2 login whose token is stored", """
            The program never sees the user's password. It sends the user to the provider with two values: a state,
            by which the program recognizes the callback as its own, and a code_challenge, the hash of a secret that
            the program keeps (the code_verifier). The user logs in there and says yes, and comes back with the state
            and a code. The program checks the state, then exchanges the code and the code_verifier for an access
            token. A thief who stole the code on the way could not. The token opens the provider's API.
            """);
        await LoginAsync(_oauth2Dance, "anna", allows: true, OAuthOutcomeKind.Stored);
        await CallAsync(_oauth2Dance, "anna");

        BeginStory("An OAuth 1 login of an unknown user, for whom a receiver finds the owner of the token", """
            The older protocol has one leg more: the program first asks for a request token, and the user takes it
            along. The callback brings the same request token with a verifier, and the program exchanges them for an
            access token. No secret is sent: each request is signed instead (oauth_signature), with secrets that both
            sides know. Here a receiver of oauth_authorized asks the API for the user who logged in, and says for
            whom to store.
            """);
        using (oauth_authorized.From(_oauth1Dance).Connect(FindOwnerAsync))
            await LoginAsync(_oauth1Dance, OAuthUser.Unknown, allows: true, OAuthOutcomeKind.Stored);
        await CallAsync(_oauth1Dance, "anna");

        BeginStory(
            "A login whose token a receiver does not want",
            "Receivers of oauth_authorized run before the token is stored. A receiver that returns false prevents it.");
        using (oauth_authorized.Connect((_, _) => false))
            await LoginAsync(_oauth2Dance, "ben", allows: true, OAuthOutcomeKind.NotStored);

        BeginStory(
            "A login after which a receiver shows a page of its own",
            "A receiver that returns a response replaces what the user sees. The token is stored all the same.");
        using (oauth_authorized.Connect((_, _) => OAuthResponse.Redirect("/welcome")))
            await LoginAsync(_oauth2Dance, "cleo", allows: true, OAuthOutcomeKind.Stored, location: "/welcome");

        BeginStory(
            "A login that the user does not allow",
            "A denial is an outcome: no token is asked for, nothing is stored, oauth_error is sent once.");
        await LoginAsync(_oauth2Dance, "dora", allows: false, OAuthOutcomeKind.Denied);

        BeginStory("A login of a program that has no browser", """
            A television, or a program on a server, shows a code instead, which the user types on another device
            (RFC 8628). The program keeps a second code to itself, and asks with it for the token until the
            user has decided. There is no callback, so there is nothing that another browser could bring. From the
            token on, the login is one like the others: receivers, fold, store.
            """);
        using var recorder = DanceRecorder.Start(_oauth2Dance);
        _allEndedAsExpected &= await new DeviceLoginDemo(_oauth2Dance, _browser, _transcript).RunAsync(recorder);
        Keep(recorder);
    }

    private void BeginStory(string title, string note)
    {
        _transcript.Title(title, note);
        _next = new() { Title = title, Note = note.ReplaceLineEndings(" ") };
    }

    private void Keep(DanceRecorder recorder) =>
        _recordings.Add(recorder.Recording with { Title = _next.Title, Note = _next.Note });

    private async Task LoginAsync(
        OAuthDance dance, OAuthUser user, bool allows, OAuthOutcomeKind expected, string location = "/home")
    {
        _transcript.WriteStep(
            "program", $"begins a login with {dance.Provider.Name} for user {user}, to return to /home");
        using var recorder = DanceRecorder.Start(dance);
        var login = await dance.BeginAsync(user, new() { ReturnUrl = "/home", BrowserKey = _browser.Cookie });
        recorder.Begin(login);
        _browser.Cookie = login.BrowserKey;
        if (login.AuthorizationUrl is null)
        {
            _transcript.WriteStep("error", login.Error?.ToString() ?? "a receiver did not want it");
            _allEndedAsExpected = false;
            return;
        }
        var address = TranscriptHandler.Describe(login.AuthorizationUrl);
        _transcript.WriteStep("program", $"sends the user to the provider: {address}");
        var userName = user.IsKnown ? user.Id : "anna";
        var callback = allows
            ? await _browser.AllowAsync(login.AuthorizationUrl, userName)
            : await _browser.DenyAsync(login.AuthorizationUrl);
        _transcript.WriteStep(
            "browser", "brings the answer to the program, which checks that this browser began this very login");
        var outcome = await dance.FinishAsync(callback, _browser.Cookie);
        var asExpected =
            outcome.Kind == expected && (!outcome.IsStored || outcome.Response.Location == location);
        _allEndedAsExpected &= asExpected;
        _transcript.End(outcome, asExpected);
        recorder.End(outcome);
        Keep(recorder);
    }

    private static async Task<OAuthAnswer?> FindOwnerAsync(OAuthDance dance, AuthorizedArgs login) =>
        OAuthAnswer.StoreFor(await ReadNameAsync(login.Session));

    private async Task CallAsync(OAuthDance dance, OAuthUser user)
    {
        _transcript.WriteStep("program", $"calls the API with the stored token of user {user}");
        var name = await ReadNameAsync(dance.Session(user));
        _allEndedAsExpected &= name == "anna";
        _transcript.WriteStep("program", $"has learnt that the provider knows this user as {name}");
    }

    // Native code has no reflection by which Flurl would read a class.
    private static async Task<string> ReadNameAsync(OAuthSession session)
    {
        await using var body = await session.Request("me").GetStreamAsync();
        using var profile = await JsonDocument.ParseAsync(body);
        return profile.RootElement.GetProperty("login").GetString()!;
    }
}
