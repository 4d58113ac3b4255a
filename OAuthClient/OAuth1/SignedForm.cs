using System.Text;
using OAuthClient.Internal;

namespace OAuthClient.OAuth1;

/// <summary>A form with the protocol's parameters in it, in place of the caller's own body, which it keeps and disposes.</summary>
internal sealed class SignedForm : ByteArrayContent
{
    public SignedForm(string form, HttpContent? before) : base(Encoding.UTF8.GetBytes(form))
    {
        OriginalContent = before;
        if (before is null)
            Headers.ContentType = new(UrlForm.ContentType);
        foreach (var (name, values) in before?.Headers.NonValidated.Where(header => header.Key != "Content-Length") ?? [])
            Headers.TryAddWithoutValidation(name, values);
    }

    public HttpContent? OriginalContent { get; }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            OriginalContent?.Dispose();
        base.Dispose(disposing);
    }
}
