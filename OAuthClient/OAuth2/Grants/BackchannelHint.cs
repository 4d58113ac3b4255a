namespace OAuthClient.OAuth2.Grants;

/// <summary>How the hint of a <see cref="BackchannelGrant"/> names the user (CIBA Core 1.0 section 7.1).</summary>
public enum BackchannelHint
{
    /// <summary>A name that the provider knows, such as an email address or a telephone number.</summary>
    LoginHint,

    /// <summary>An ID token that the provider gave earlier.</summary>
    IdToken,

    /// <summary>A token that says who the user is, in a format that the provider knows.</summary>
    LoginHintToken,
}
