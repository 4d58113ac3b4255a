using Flurl.Http;
using OAuthClient.Http;
using OAuthClient.OAuth1;

namespace OAuthClient.Tests.Peers;

/// <summary>
/// Our signatures against those that somebody else computes: random requests over real HTTP, each of which the server must believe and
/// understand as it was meant, and each of which it must not believe with one signed thing changed on the way.
/// </summary>
public class OAuthlibRequestTests
{
    // Times seven methods and three placements: more than ten thousand.
    private const int Requests = 500;

    [Test]
    public async Task T77_Every_signed_request_is_accepted_and_every_tampered_request_is_refused(
        [ValueSource(typeof(OAuthlibDance), nameof(OAuthlibDance.Methods))] string method,
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
        var twoLegged = dance.Dance.TwoLeggedSession();
        using var wire = new TamperingHandler(
            random, dance.Dance.Provider.ClientSecret, (await session.GetTokenAsync())!.TokenSecret);
        using var calls = new HttpMessageInvoker(new OAuthHandler(session, wire));
        using var callsWithoutToken = new HttpMessageInvoker(new OAuthHandler(twoLegged, wire));
        for (var number = 0; number < Requests; number++)
        {
            var hasToken = random.Next(4) > 0;
            var request = new RandomRequest(random, hasToken ? "/api/" : "/signed/");
            var answer = number % 8 == 0 && request.Host is null
                ? await SendWithFlurlAsync(hasToken ? session : twoLegged, request)
                : await (hasToken ? calls : callsWithoutToken).SendAsync(
                    request.ToMessage(dance.Dance.Provider.ApiBaseUrl!.TrimEnd('/')), default);
            AssertUnderstood(await OAuthlibAnswer.ReadAsync(answer), request, method, placement, hasToken, number);
            answer.Dispose();
        }
        Assert.That(wire.Mismatches, Is.Empty);
        Assert.That(
            wire.RefusalCounts,
            Has.Count.GreaterThanOrEqualTo(method == "PLAINTEXT" ? 4 : 18),
            string.Join(", ", wire.RefusalCounts));
    }

    private static void AssertUnderstood(
        OAuthlibAnswer answer,
        RandomRequest request,
        string method,
        ParameterPlacement placement,
        bool hasToken,
        int number)
    {
        var about = $"number {number}: {request}\n{answer.BaseString}{answer.Error}";
        Assert.That(
            (answer.Status, answer.Method, answer.User),
            Is.EqualTo((200, method, hasToken ? "anna" : null)),
            about);
        Assert.That(answer.Parameters, Is.EqualTo(request.Parameters), about);
        Assert.That(answer.Via, Is.EqualTo(PlacementOnTheWire(placement, request)), about);
    }

    private static string PlacementOnTheWire(ParameterPlacement placement, RandomRequest request) => placement switch
    {
        ParameterPlacement.Query => "query",
        ParameterPlacement.Form when request.IsForm || (request.Body is null && request.Method.Method is "POST" or "PUT" or "PATCH") => "form",
        _ => "header",
    };

    // Below Flurl stands the dance's own handler: nothing is changed on this way.
    private static async Task<HttpResponseMessage> SendWithFlurlAsync(OAuthSession session, RandomRequest request)
    {
        var answer = await session.Request(request.Path[1..] + request.Query).AllowAnyHttpStatus().SendAsync(
            request.Method, request.ToContent());
        return answer.ResponseMessage;
    }

    // The same in every run.
    private static int StableHash(string text) => text.Aggregate(17, (code, letter) => (31 * code) + letter);
}
