using System.Text.Encodings.Web;
using OAuthClient;
using OAuthClient.AspNetCore;

namespace OAuthSample;

/// <summary>The pages, as plain HTML.</summary>
internal static class Pages
{
    private const string Back = """<p><a class="main" href="/">Back</a></p>""";

    public static IResult Show(OAuthResponse page) => page.ToResult();

    public static OAuthResponse LoggedOut(string token) => Page("Hello, stranger", $"""
        <p class="lead">Log in with one of your accounts. No password stays here.</p>
        {string.Concat(Providers.Names.Select(name => LoginButton(name, token)))}
        """);

    public static OAuthResponse Home(Person person, string token) => Page($"Hello, {Encode(person.Name)}", $"""
        <h2>Your accounts</h2>
        <ul class="accounts">{string.Concat(person.Links.Select(link => Account(link, token)))}</ul>
        {string.Concat(Unlinked(person).Select(name => LinkButton(name, token)))}
        <p><a href="/profile?tab=API#top">What the provider says of you</a></p>
        {Button("/signout", "Sign out", token, "quiet")}
        """);

    public static OAuthResponse Welcome() => Page("Welcome!", """
        <p class="lead">You are here for the first time. We made a user for you.</p>
        <p><a class="main" href="/">Go on</a></p>
        """);

    public static OAuthResponse Profile(string said, string query) => Page("Your profile", $"""
        <p class="lead">The provider's API says:</p><pre>{Encode(said)}</pre>
        {(query.Length == 0 ? "" : $"<p>You asked for <code>{Encode(query)}</code>.</p>")}
        <p><a href="/">Home</a></p>
        """);

    public static OAuthResponse Failed(OAuthError error)
    {
        var isDenied = error.Code == OAuthErrorCode.AccessDenied;
        var lead = isDenied
            ? "You did not allow the login, so nothing was changed."
            : "The login could not be finished. Nothing was changed.";
        return Page("That did not work", $"""
            <p class="lead">{lead}</p>
            <p class="code">{Encode(error.Code)}</p>{Back}
            """, isDenied ? 403 : 400);
    }

    public static OAuthResponse ScopesMissing(IEnumerable<string> scopes) => Page("We need a little more", $"""
        <p class="lead">
        Without {Encode(string.Join(", ", scopes))} this application can do nothing for you,
        so we did not keep what you allowed.
        </p>{Back}
        """, 403);

    public static OAuthResponse LinkedToAnother(string login) => Page("That account is taken", $"""
        <p class="lead">{Encode(login)} belongs to another user of this application.</p>{Back}
        """, 409);

    public static OAuthResponse SecondAccount(string provider) => Page("One is enough", $"""
        <p class="lead">
        You have linked an account of {Encode(Providers.TitleOf(provider))} already. Unlink that one first.
        </p>{Back}
        """, 409);

    public static OAuthResponse LastAccount() => Page("That is your only account", $"""
        <p class="lead">Without it you could not log in any more. Link another one first.</p>{Back}
        """, 409);

    public static OAuthResponse OldForm() => Page("That page was old", $"""
        <p class="lead">Something has changed since it was loaded, so nothing was done.</p>{Back}
        """, 400);

    private static OAuthResponse Page(string title, string body, int status = 200) => OAuthResponse.Html($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/site.css">
        </head>
        <body><main><h1>{title}</h1>{body}</main></body>
        </html>
        """, status);

    private static string LoginButton(string provider, string token)
    {
        var style = provider == Providers.OAuth2 ? "main" : "";
        return Button($"/login/{provider}", $"Log in with {Providers.TitleOf(provider)}", token, style);
    }

    private static IEnumerable<string> Unlinked(Person person) =>
        Providers.Names.Where(name => person.Links.All(link => link.Provider != name));

    private static string LinkButton(string provider, string token) =>
        Button($"/login/{provider}", $"Link {Providers.TitleOf(provider)}", token);

    private static string Account(Link link, string token)
    {
        var provider = Encode(Providers.TitleOf(link.Provider));
        var unlink = Button($"/unlink/{link.Provider}", "Unlink", token, "quiet");
        return $"""
            <li><span><b>{provider}</b> <span class="login">{Encode(link.Login)}</span></span>{unlink}</li>
            """;
    }

    private static string Button(string path, string label, string token, string style = "")
    {
        var field = $"""<input type="hidden" name="__RequestVerificationToken" value="{Encode(token)}">""";
        return $"""
            <form method="post" action="{path}">{field}<button class="{style}">{Encode(label)}</button></form>
            """;
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
