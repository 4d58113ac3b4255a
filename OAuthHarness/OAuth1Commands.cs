using System.CommandLine;
using System.Text.Json;
using OAuthClient.OAuth1;

namespace OAuthHarness;

/// <summary>The commands <c>oauth1 sign</c> and <c>oauth1 explain</c>: what a signature is, and why it is not the provider's.</summary>
internal static class OAuth1Commands
{
    public static Command All => new("oauth1", "Signs OAuth 1 requests, and explains signatures.") { Sign, Explain };

    private static Command Sign
    {
        get
        {
            var options = new OAuth1Options();
            var command = options.AddTo(new("sign", "Signs a request and prints what to send, as JSON. It holds secrets."));
            command.SetAction((parsed, cancellationToken) => PrintAsync(parsed, async () =>
            {
                using var request = await options.SignAsync(parsed, cancellationToken);
                var form = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
                var authorization = request.Headers.TryGetValues("Authorization", out var values) ? values.Single() : null;
                return JsonSerializer.Serialize(new { method = request.Method.Method, url = request.RequestUri!.AbsoluteUri, authorization, form });
            }));
            return command;
        }
    }

    private static Command Explain
    {
        get
        {
            var options = new OAuth1Options();
            var authorization = new Option<string?>("--authorization") { Description = "The Authorization header of a request that was signed elsewhere." };
            var compare = new Option<string?>("--compare") { Description = "A base string to compare with, such as one from the provider's error message." };
            var showSecrets = new Option<bool>("--show-secrets") { Description = "Print the base string as it is, with the token in it." };
            var command = options.AddTo(new("explain", "Explains a request's signature; a request without one is signed first."));
            command.Add(authorization);
            command.Add(compare);
            command.Add(showSecrets);
            command.SetAction((parsed, cancellationToken) => PrintAsync(parsed, async () =>
            {
                using var request = await options.SignIfUnsignedAsync(parsed, parsed.GetValue(authorization), cancellationToken);
                var explanation = await SignatureExplanation.OfAsync(options.Provider(parsed), request, options.TokenSecret(parsed), cancellationToken);
                var told = new List<string> { explanation.ToString() };
                if (parsed.GetValue(showSecrets))
                    told.Add($"in full      {explanation.BaseString.Reveal()}");
                if (parsed.GetValue(compare) is { } other)
                    told.Add($"compared     {explanation.CompareWith(other)}");
                return string.Join('\n', told);
            }));
            return command;
        }
    }

    private static async Task<int> PrintAsync(ParseResult parsed, Func<Task<string>> answer)
    {
        try
        {
            await parsed.InvocationConfiguration.Output.WriteLineAsync(await answer());
            return 0;
        }
        catch (ArgumentException wrongUse)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(wrongUse.Message);
            return 2;
        }
    }
}
