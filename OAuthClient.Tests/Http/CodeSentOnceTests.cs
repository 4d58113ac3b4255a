namespace OAuthClient.Tests.Http;

/// <summary>
/// RFC 6749 section 4.1.2: an authorization code is used once. A token request that was sent is never sent again,
/// however the connection ends.
/// </summary>
public class CodeSentOnceTests
{
    private const string Token = """{"access_token":"at","oauth_token":"at","oauth_token_secret":"ats"}""";

    [Test]
    public async Task A_request_that_the_server_read_and_did_not_answer_is_not_sent_again(
        [Values] Protocol protocol, [Values] bool reset)
    {
        await using var server = new RawServer(RawServer.RespondWithJson(Token), async connection =>
        {
            await connection.ReadRequestAsync();
            Disconnect(connection, reset);
        });
        await AssertSentOnceAsync(server, protocol);
        Assert.That(
            server.Requests[1],
            Does.Contain(protocol == Protocol.OAuth2 ? "code_verifier=" : "oauth_verifier="));
    }

    [Test]
    public async Task A_request_that_the_server_did_not_read_is_not_sent_again(
        [Values] Protocol protocol, [Values] bool reset)
    {
        await using var server = new RawServer(RawServer.RespondWithJson(Token), connection =>
        {
            Disconnect(connection, reset);
            return Task.CompletedTask;
        });
        await AssertSentOnceAsync(server, protocol);
    }

    private static async Task AssertSentOnceAsync(RawServer server, Protocol protocol)
    {
        await using var setup = new RawServerSetup(protocol, $"{server.Url}/token");
        Assert.That((await setup.LoginAsync("one")).IsStored, Is.True);
        var outcome = await setup.LoginAsync("two");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (outcome.Kind, outcome.Error?.Code),
                Is.EqualTo((OAuthOutcomeKind.ProviderFailed, OAuthErrorCode.EndpointUnreachable)));
            Assert.That(server.Requests, Has.Count.EqualTo(2), "one for each login");
            Assert.That(server.Connections, Is.EqualTo(1), "both requests used one connection");
            Assert.That(setup.StoredTokenCount, Is.EqualTo(1));
        }
    }

    private static void Disconnect(RawConnection connection, bool reset)
    {
        if (reset)
            connection.Reset();
        else
            connection.Close();
    }
}
