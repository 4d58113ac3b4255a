using Microsoft.AspNetCore.Http;

namespace OAuthClient.AspNetCore;

/// <summary>A callback in a posted form: that of the provider's page, or that of <see cref="RepostPage"/>.</summary>
/// <param name="Text">The URL-encoded form of the provider's page; empty when it cannot be read.</param>
/// <param name="IsOwn">
/// Whether the form was posted by the application's own origin, or says so. A page of another site may say so too: the
/// callback is then refused, because no cookie comes with it.
/// </param>
internal sealed record PostedCallback(string Text, bool IsOwn)
{
    /// <summary>The one field of <see cref="RepostPage"/>.</summary>
    public const string FieldName = "posted-callback";

    private const int MaxLength = 128 * 1024;

    /// <summary>Whether a page has to post the callback again, so that the browser sends its cookies.</summary>
    public bool NeedsRepost => !IsOwn && Text.Length is > 0 and <= MaxLength;

    public OAuthCallback Callback => OAuthCallback.FromForm(Text);

    public static async ValueTask<PostedCallback> ReadAsync(HttpContext context)
    {
        var text = await PostedText.ReadAsync(context);
        var isReposted = text.StartsWith($"{FieldName}=", StringComparison.Ordinal);
        return new(
            isReposted ? Uri.UnescapeDataString(text[(FieldName.Length + 1)..]) : text,
            isReposted || (string?)context.Request.Headers["Sec-Fetch-Site"] is "same-origin");
    }
}
