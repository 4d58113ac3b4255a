using System.Text.Json.Nodes;

namespace OAuthClient.Testing;

/// <summary>The lies about a registration. The provider itself keeps what was asked for.</summary>
internal static class MisbehavingRegistration
{
    public static void Change(PretendProvider provider, JsonObject answer)
    {
        switch (provider.Misbehave)
        {
            case Misbehavior.RegistersOtherRedirectUri:
                answer["redirect_uris"] = new JsonArray("https://elsewhere.example/callback");
                break;
            case Misbehavior.RegistersOtherAuthentication:
                answer["token_endpoint_auth_method"] = "private_key_jwt";
                break;
            case Misbehavior.RegistersNoClientId:
                answer.Remove("client_id");
                break;
            case Misbehavior.RegistersNoSecret:
                answer.Remove("client_secret");
                answer.Remove("client_secret_expires_at");
                break;
            case Misbehavior.RegistersExpiredSecret:
                answer["client_secret_expires_at"] = provider.Time.GetUtcNow().ToUnixTimeSeconds();
                break;
            case Misbehavior.ManagementElsewhere:
                answer["registration_client_uri"] = "https://elsewhere.example/register/1";
                break;
        }
    }
}
