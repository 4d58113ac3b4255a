namespace OAuthSample;

/// <summary>A message from one receiver of a request to a later one.</summary>
internal sealed class SignUp
{
    /// <summary>Whether the login has created its user.</summary>
    public bool IsNewUser { get; set; }
}
