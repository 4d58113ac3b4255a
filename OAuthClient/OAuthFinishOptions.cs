using System.Text.Json.Serialization;
using OAuthClient.Internal;

namespace OAuthClient;

/// <summary>Facts that the host may give when a login finishes.</summary>
/// <remarks>Immutable.</remarks>
[JsonConverter(typeof(JsonRefusal))]
public sealed record OAuthFinishOptions
{
    /// <summary>The user who is logged in now; <see cref="OAuthUser.Unknown"/> when no user is logged in.</summary>
    /// <remarks>
    /// A login that one user began is refused when another user is logged in now. A login that began without a user is
    /// not refused: a user may have logged in meanwhile.
    /// </remarks>
    /// <value>The default is null: the current user is not compared with the user who began.</value>
    public OAuthUser? User { get; init; }

    /// <summary>The services that receivers may use while the login finishes.</summary>
    public IServiceProvider? Services { get; init; }
}
