using System.CommandLine;
using System.Text.Json.Nodes;
using OAuthClient;
using OAuthClient.OAuth1;
using OAuthHarness.Terminal;

namespace OAuthHarness.Signatures;

/// <summary>
/// The commands <c>oauth1 sign</c> and <c>oauth1 explain</c>, which show how a signature is computed, and the command
/// <c>oauth1 call</c>.
/// </summary>
internal static class OAuth1Commands
{
    public static Command All => new("oauth1", "Signs and sends OAuth 1 requests, and explains signatures.")
    {
        Sign, Explain, OAuth1Call.Create(),
    };

    private static Command Sign
    {
        get
        {
            var options = new OAuth1Options();
            var command = options.AddTo(
                new("sign", "Signs a request and prints what to send, as JSON. It holds secrets."));
            command.SetAction((parsed, cancellationToken) => PrintAsync(parsed, async () =>
            {
                using var request = await options.SignAsync(parsed, cancellationToken);
                var text = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
                var isForm = request.Content?.Headers.ContentType?.MediaType == "application/x-www-form-urlencoded";
                var isInHeader = request.Headers.TryGetValues("Authorization", out var values);
                var line = JsonText.LineOf(new JsonObject
                {
                    ["method"] = request.Method.Method,
                    ["url"] = request.RequestUri!.AbsoluteUri,
                    ["authorization"] = isInHeader ? values!.Single() : null,
                    ["form"] = isForm ? text : null,
                    ["body"] = isForm ? null : text,
                });
                return (line, ExitCode.Success);
            }));
            return command;
        }
    }

    private static Command Explain
    {
        get
        {
            var options = new OAuth1Options();
            var authorization = new Option<string?>("--authorization")
            {
                Description = "The Authorization header of a request that was signed elsewhere, with or without its name.",
            };
            var compare = new Option<string?>("--compare")
            {
                Description = "A base string to compare with, such as one from the provider's error message.",
            };
            var command = options.AddTo(
                new("explain", "Explains a request's signature; a request without one is signed first."));
            command.Add(authorization);
            command.Add(compare);
            command.SetAction((parsed, cancellationToken) => PrintAsync(parsed, async () =>
            {
                var header = parsed.GetValue(authorization);
                using var request = await options.SignIfUnsignedAsync(parsed, header, cancellationToken);
                var explanation = await SignatureExplanation.OfAsync(
                    options.Provider(parsed), request, options.TokenSecret(parsed), cancellationToken);
                var lines = new List<string> { explanation.ToString() };
                if (IsOtherToken(explanation, options.Token(parsed)))
                    lines.Add("token        --token is not the token of the request");
                if (parsed.GetValue(GlobalOptions.ShowSecrets))
                    lines.Add($"in full      {explanation.BaseString.Reveal()}");
                if (parsed.GetValue(compare) is { } other)
                    lines.Add($"compared     {explanation.CompareWith(other)}");
                if (!explanation.IsValid && header is not null)
                    lines.Add(await SuggestAsync(options.ReadSigned(parsed, header), cancellationToken));
                return (string.Join('\n', lines), explanation.IsValid ? ExitCode.Success : ExitCode.Refused);
            }));
            return command;
        }
    }

    private static async Task<string> SuggestAsync(SignedInput input, CancellationToken cancellationToken) =>
        await UsualMistakes.FindAsync(input, cancellationToken) is { } mistake
            ? $"cause        the signature is right for a request that was signed {mistake}"
            : "next         compare with the base string of the other side, if it shows one: --compare 'GET&https…'";

    private static bool IsOtherToken(SignatureExplanation explanation, Secret token)
    {
        var name = Uri.EscapeDataString(token.Reveal());
        return !token.IsEmpty
            && !explanation.Parameters.Any(pair => pair.Key == "oauth_token" && pair.Value.Reveal() == name);
    }

    private static async Task<int> PrintAsync(ParseResult parsed, Func<Task<(string Text, int ExitCode)>> create)
    {
        try
        {
            var (text, exitCode) = await create();
            await parsed.InvocationConfiguration.Output.WriteLineAsync(text);
            return exitCode;
        }
        catch (Exception wrongUse) when (wrongUse is ArgumentException or InvalidOperationException)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(wrongUse.Message);
            return ExitCode.WrongUse;
        }
    }
}
