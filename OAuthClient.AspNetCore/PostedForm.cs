using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OAuthClient.AspNetCore;

/// <summary>Reads a form from an untrusted sender: a form over the limits is not read.</summary>
internal static class PostedForm
{
    // The limit is many times as much as any callback needs.
    private static readonly FormOptions Limits = new()
    {
        ValueCountLimit = 64,
        KeyLengthLimit = 256,
        ValueLengthLimit = 16 * 1024,
        MultipartBodyLengthLimit = 64 * 1024,
    };

    /// <returns>The form; null when there is none that can be read.</returns>
    public static async ValueTask<IFormCollection?> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
            return null;
        try
        {
            return await context.Request.ReadFormAsync(Limits, context.RequestAborted);
        }
        // ASP.NET Core throws these for a form that is too large, is truncated, or has an unknown encoding.
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException or NotSupportedException)
        {
            return null;
        }
    }
}
