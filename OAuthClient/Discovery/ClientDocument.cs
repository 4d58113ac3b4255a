using System.Text;

namespace OAuthClient.Discovery;

/// <summary>
/// Writes a client id metadata document: the metadata of a client at the address that is its client id
/// (draft-ietf-oauth-client-id-metadata-document).
/// </summary>
internal static class ClientDocument
{
    // The draft's section 6.6: a provider need not read more.
    private const int MaxBytes = 5 * 1024;

    public static string Write(ClientMetadata metadata, string clientIdUrl)
    {
        ClientIdUrl.ThrowIfInvalid(clientIdUrl);
        ClientMetadataCheck.ThrowIfInvalid(metadata);
        var method = metadata.TokenEndpointAuthMethod ?? "none";
        // The draft's section 4.1: the document is public, so it has no shared secret.
        if (method is not ("none" or "private_key_jwt"))
        {
            throw new ArgumentException(
                $"A client id metadata document cannot have the TokenEndpointAuthMethod '{method}', because the "
                + "provider gives no secret. It may be none, or private_key_jwt with JwksUri or Jwks.");
        }
        if (!metadata.SoftwareStatement.IsEmpty)
        {
            throw new ArgumentException(
                "A client id metadata document is public: leave out SoftwareStatement, or register the client.");
        }
        var json = ClientMetadataJson.Write(metadata, method);
        json.Insert(0, "client_id", clientIdUrl);
        var document = json.ToJsonString();
        var size = Encoding.UTF8.GetByteCount(document);
        return size <= MaxBytes
            ? document
            : throw new ArgumentException(
                $"The client id metadata document has {size} bytes; providers read {MaxBytes}. "
                + "Say JwksUri instead of Jwks, or less in Fields.");
    }
}
