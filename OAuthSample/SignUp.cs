namespace OAuthSample;

/// <summary>What a receiver of this request tells a later one.</summary>
internal sealed class SignUp
{
    /// <summary>Whether the login has created its user.</summary>
    public bool IsNewUser { get; set; }
}
