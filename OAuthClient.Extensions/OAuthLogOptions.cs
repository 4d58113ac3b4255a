namespace OAuthClient.Extensions;

/// <summary>
/// The options of a dance's entries in the host's log, in the categories <c>OAuthClient</c> and
/// <c>OAuthClient.Transcript</c>.
/// </summary>
/// <remarks>No setting writes a secret. Levels and categories are filtered as those of any log.</remarks>
public sealed class OAuthLogOptions
{
    /// <summary>
    /// Whether a redacted transcript of each dance is written to the category <c>OAuthClient.Transcript</c>, for bug
    /// reports.
    /// </summary>
    /// <value>The default is <c>OAuth:Transcript</c> of the configuration, or else false.</value>
    public bool? Transcript { get; set; }

    /// <summary>The key of the fingerprints by which tokens and users can be told apart in the log.</summary>
    /// <remarks>Machines with the same key write the same fingerprints.</remarks>
    /// <value>
    /// The default is <c>OAuth:FingerprintKey</c> of the configuration, or else a random key of the process.
    /// </value>
    public Secret FingerprintKey { get; set; }

    /// <summary>Whether the log has the ids of users.</summary>
    /// <remarks>The ids are the application's own, and may be personal data.</remarks>
    /// <value>
    /// The default is <c>OAuth:LogUserIds</c> of the configuration, or else false: the log has fingerprints of users.
    /// </value>
    public bool? LogUserIds { get; set; }
}
