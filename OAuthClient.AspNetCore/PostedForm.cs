using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace OAuthClient.AspNetCore;

/// <summary>Reads a form from an untrusted sender: a form over the limits is not read.</summary>
internal static class PostedForm
{
    private const int MaxTextLength = 1024 * 1024;

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

    /// <summary>The callback in a form. A form that cannot be read gives an empty callback.</summary>
    public static async ValueTask<OAuthCallback> ReadCallbackAsync(HttpContext context)
    {
        // The framework refuses a whole form for one letter. It may have read the form already, for a middleware.
        if (IsUrlEncoded(context.Request) && context.Features.Get<IFormFeature>() is not { Form: not null })
            return OAuthCallback.FromForm(await ReadTextAsync(context));
        if (await ReadAsync(context) is not { } form)
            return OAuthCallback.FromForm("");
        return OAuthCallback.FromForm(
            from field in form
            from value in field.Value
            select KeyValuePair.Create(field.Key, value ?? ""));
    }

    private static bool IsUrlEncoded(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    // A text over the limit is not read: a part of it could be another callback.
    private static async ValueTask<string> ReadTextAsync(HttpContext context)
    {
        var text = new StringBuilder();
        var buffer = new char[4 * 1024];
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8, leaveOpen: true);
        try
        {
            while (text.Length <= MaxTextLength)
            {
                var count = await reader.ReadAsync(buffer, context.RequestAborted);
                if (count == 0)
                    break;
                text.Append(buffer, 0, count);
            }
            return text.Length <= MaxTextLength ? text.ToString() : "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
