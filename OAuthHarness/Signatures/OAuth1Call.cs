using System.CommandLine;
using OAuthHarness.Terminal;

namespace OAuthHarness.Signatures;

/// <summary>
/// The command <c>oauth1 call</c>: signs a request and sends it, such as the first leg of a login or a call of the API.
/// </summary>
internal static class OAuth1Call
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var options = new OAuth1Options();
        var command = options.AddTo(new(
            "call",
            "Signs a request and sends it; the answer's body goes to stdout. A request token: "
            + "oauth1 call POST URL --callback oob."));
        CommandRun.SetAction(command, run => RunAsync(run, options));
        return command;
    }

    private static async Task<int> RunAsync(CommandRun run, OAuth1Options options)
    {
        using var request = await options.SignAsync(run.Parsed, run.CancellationToken);
        using var response = await SendAsync(request, run.CancellationToken);
        run.Tell($"{(int)response.StatusCode} {PlainText.Of(response.ReasonPhrase ?? "")}");
        await run.Data.WriteLineAsync(await response.Content.ReadAsStringAsync(run.CancellationToken));
        return response.IsSuccessStatusCode ? ExitCode.Success : ExitCode.ProviderFailed;
    }

    private static async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // A redirect would carry the signature elsewhere, where it is wrong.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var http = new HttpClient(handler) { Timeout = Patience };
        try
        {
            return await http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException unreachable)
        {
            throw new HarnessException(
                ExitCode.Unreachable,
                $"{request.RequestUri!.Host} cannot be reached: {PlainText.Of(unreachable.Message)} Check the address.",
                unreachable);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HarnessException(
                ExitCode.TimedOut,
                $"{request.RequestUri!.Host} did not answer within {Patience.TotalSeconds} seconds. Try again.",
                late);
        }
    }
}
