namespace OAuthClient.Testing;

/// <summary>The callback that a pretend browser brings: an address to open, or a form to post to it.</summary>
/// <remarks>It prints without its parameters. Immutable.</remarks>
/// <param name="Url">The address, with the parameters unless they are posted.</param>
/// <param name="Form">The form to post; null when there is none.</param>
public sealed record PretendCallback(Uri Url, string? Form = null)
{
    /// <summary>The callback as <see cref="OAuthDance.FinishAsync"/> takes it.</summary>
    /// <returns>The callback.</returns>
    public OAuthCallback ToOAuthCallback() => Form is null ? Url : OAuthCallback.FromForm(Form);

    /// <inheritdoc cref="ToOAuthCallback"/>
    public static implicit operator OAuthCallback(PretendCallback callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return callback.ToOAuthCallback();
    }

    /// <summary>The method and the address, without the parameters.</summary>
    /// <returns>For example <c>GET https://app.example/callback</c>.</returns>
    public override string ToString() => $"{(Form is null ? "GET" : "POST")} {Url.OriginalString.Split('?')[0]}";
}
