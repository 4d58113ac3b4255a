using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace OAuthClient.AspNetCore;

/// <summary>
/// Reads a posted form as URL-encoded text that keeps every byte: a byte that is no printable ASCII becomes an escape.
/// </summary>
internal static class PostedText
{
    private const int MaxLength = 1024 * 1024;

    /// <returns>The text; empty when there is no form, or one over the limit.</returns>
    public static async ValueTask<string> ReadAsync(HttpContext context)
    {
        // The framework refuses a whole form for one letter. It may have read the form already, for a middleware.
        if (IsUrlEncoded(context.Request) && context.Features.Get<IFormFeature>() is not { Form: not null })
            return await ReadBodyAsync(context);
        if (await PostedForm.ReadAsync(context) is not { } form)
            return "";
        var fields =
            from field in form
            from value in field.Value
            select $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(value ?? "")}";
        return string.Join('&', fields);
    }

    private static bool IsUrlEncoded(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    // A text over the limit is not read: a part of it could be another callback.
    private static async ValueTask<string> ReadBodyAsync(HttpContext context)
    {
        var text = new StringBuilder();
        var buffer = new byte[4 * 1024];
        try
        {
            while (text.Length <= MaxLength)
            {
                var count = await context.Request.Body.ReadAsync(buffer, context.RequestAborted);
                if (count == 0)
                    return text.ToString();
                Append(text, buffer.AsSpan(0, count));
            }
            return "";
        }
        // A middleware that decompresses throws the second for a body that is not compressed.
        catch (Exception unreadable) when (unreadable is IOException or InvalidDataException)
        {
            return "";
        }
    }

    private static void Append(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
        {
            if (one is > (byte)' ' and <= (byte)'~')
                text.Append((char)one);
            else
                text.Append(CultureInfo.InvariantCulture, $"%{one:X2}");
        }
    }
}
