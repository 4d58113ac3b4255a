namespace OAuthClient.Testing;

/// <summary>The callback that a pretend browser is about to bring: an address to open, or a form to post to it. Immutable; prints without its parameters.</summary>
/// <param name="Url">The address, with the parameters unless they are posted.</param>
/// <param name="Form">The form to post; null when there is none.</param>
public sealed record PretendCallback(Uri Url, string? Form = null)
{
    /// <summary>What <see cref="OAuthDance.FinishAsync"/> takes.</summary>
    /// <returns>The callback.</returns>
    public OAuthCallback ToOAuthCallback() => Form is null ? Url : OAuthCallback.FromForm(Form);

    /// <inheritdoc cref="ToOAuthCallback"/>
    public static implicit operator OAuthCallback(PretendCallback callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return callback.ToOAuthCallback();
    }

    /// <summary>How and where it goes.</summary>
    /// <returns>For example <c>GET https://app.example/callback</c>.</returns>
    public override string ToString() => $"{(Form is null ? "GET" : "POST")} {Url.OriginalString.Split('?')[0]}";
}
