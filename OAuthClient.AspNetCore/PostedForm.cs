using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OAuthClient.AspNetCore;

/// <summary>A form that anybody may have posted: small, or not read at all.</summary>
internal static class PostedForm
{
    // As much as a callback may be, many times over.
    private static readonly FormOptions Limits = new() { ValueCountLimit = 64, KeyLengthLimit = 256, ValueLengthLimit = 16 * 1024, MultipartBodyLengthLimit = 64 * 1024 };

    /// <returns>The form; null when there is none that can be read.</returns>
    public static async ValueTask<IFormCollection?> ReadAsync(HttpContext context)
    {
        try
        {
            return context.Request.HasFormContentType ? await context.Request.ReadFormAsync(Limits, context.RequestAborted) : null;
        }
        // What ASP.NET Core says of forms that are too large, broken off, or in a coding that it does not know.
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The callback in a form; a form that cannot be read is one that holds no callback.</summary>
    public static async ValueTask<OAuthCallback> ReadCallbackAsync(HttpContext context) => await ReadAsync(context) is { } form
        ? OAuthCallback.FromForm(form.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? ""))))
        : OAuthCallback.FromForm("");
}
