using Flurl.Http;
using OAuthClient.Http;
using OAuthClient.OAuth1;

namespace OAuthClient.Tests.Peers;

/// <summary>
/// Checks the client's signatures against oauthlib, an independent server. The server must accept each random request
/// and parse the request as it was sent, and must refuse each request with one signed part changed.
/// </summary>
public class OAuthlibRequestTests
{
    // Per combination of seven signature methods and three parameter placements: together more than ten thousand.
    private const int RequestsPerCombination = 500;

    [Test]
    public async Task T77_Every_signed_request_is_accepted_and_every_tampered_request_is_refused(
        [ValueSource(typeof(OAuthlibDance), nameof(OAuthlibDance.SignatureMethods))] string method,
        [Values] ParameterPlacement placement)
    {
        var random = new Random(StableHash(method) + (int)placement);
        var dance = await OAuthlibDance.CreateAsync(
            method,
            placement,
            new()
            {
                SendsBodyHash = placement == ParameterPlacement.Query,
                SendsVersion = placement == ParameterPlacement.Form,
            });
        var session = await dance.LoginForSessionAsync();
        var twoLegged = dance.Dance.ApplicationSession();
        using var wire = new TamperingHandler(
            random, dance.Dance.Provider.ClientSecret, (await session.GetTokenAsync())!.TokenSecret);
        using var calls = new HttpMessageInvoker(new OAuthHandler(session, wire));
        using var callsWithoutToken = new HttpMessageInvoker(new OAuthHandler(twoLegged, wire));
        for (var number = 0; number < RequestsPerCombination; number++)
        {
            var hasToken = random.Next(4) > 0;
            var request = new RandomRequest(random, hasToken ? "/api/" : "/signed/");
            var sender = hasToken ? session : twoLegged;
            var handler = hasToken ? calls : callsWithoutToken;
            var answer = number % 8 == 0 && request.Host is null
                ? await SendWithFlurlAsync(sender, request)
                : await handler.SendAsync(
                    request.ToMessage(dance.Dance.Provider.ApiBaseUrl!.TrimEnd('/')), default);
            var parsed = await OAuthlibAnswer.ReadAsync(answer);
            var about = $"number {number}: {request}\n{parsed.BaseString}{parsed.Error}";
            var user = hasToken ? "anna" : null;
            Assert.That((parsed.Status, parsed.Method, parsed.User), Is.EqualTo((200, method, user)), about);
            Assert.That(parsed.Parameters, Is.EqualTo(request.Parameters), about);
            Assert.That(parsed.ParameterPlacement, Is.EqualTo(ExpectedPlacement(placement, request)), about);
            answer.Dispose();
        }
        Assert.That(wire.Mismatches, Is.Empty);
        Assert.That(
            wire.ChangeCounts,
            Has.Count.GreaterThanOrEqualTo(method == "PLAINTEXT" ? 4 : 18),
            string.Join(", ", wire.ChangeCounts));
    }

    private static string ExpectedPlacement(ParameterPlacement placement, RandomRequest request) => placement switch
    {
        ParameterPlacement.Query => "query",
        ParameterPlacement.Form when request.IsForm => "form",
        _ => "header",
    };

    // Flurl sends through the dance's HTTP handler and not through TamperingHandler, so these requests are not
    // tampered with.
    private static async Task<HttpResponseMessage> SendWithFlurlAsync(OAuthSession session, RandomRequest request)
    {
        var call = session.Request(request.Path[1..] + request.Query).AllowAnyHttpStatus();
        var answer = await call.SendAsync(request.Method, request.ToContent());
        return answer.ResponseMessage;
    }

    // string.GetHashCode returns different values in each process.
    private static int StableHash(string text) => text.Aggregate(17, (code, letter) => (31 * code) + letter);
}
