using System.Text.Json.Nodes;

namespace OAuthClient.Testing;

public sealed partial class PretendProvider
{
    /// <summary>
    /// The path of the issuer, such as <c>/tenant</c>. It moves the metadata; the endpoints stay where they are.
    /// </summary>
    /// <value>The default is empty: the issuer is <see cref="BaseUrl"/>.</value>
    public string IssuerPath { get; set; } = "";

    /// <summary>The issuer identifier: <see cref="BaseUrl"/> and <see cref="IssuerPath"/>.</summary>
    public string Issuer => BaseUrl + IssuerPath;

    /// <summary>The well-known addresses at which there is metadata. The others are answered with 404.</summary>
    /// <value>The default is <see cref="PretendWellKnown.All"/>.</value>
    public PretendWellKnown WellKnown { get; set; } = PretendWellKnown.All;

    /// <summary>The header Cache-Control of the metadata.</summary>
    /// <value>The default is null: there is none.</value>
    public string? MetadataCacheControl { get; set; }

    /// <summary>
    /// The header ETag of the metadata, in quotation marks. A request that knows it is answered with 304.
    /// </summary>
    /// <value>The default is null: there is none.</value>
    public string? MetadataETag { get; set; }

    /// <summary>Changes the members of the metadata before it is sent, after <see cref="Misbehave"/> has.</summary>
    /// <value>The default is none.</value>
    public Action<JsonObject>? ChangeMetadata { get; set; }

    /// <summary>
    /// Answers for the well-known addresses: a new message for each request, or null to let the provider answer.
    /// </summary>
    /// <value>The default is none.</value>
    public Func<PretendRequest, HttpResponseMessage?>? MetadataAnswer { get; set; }
}
