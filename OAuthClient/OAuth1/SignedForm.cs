using System.Text;
using OAuthClient.Internal;

namespace OAuthClient.OAuth1;

/// <summary>
/// A form that holds the protocol's parameters, sent in place of the caller's content. It keeps the caller's content,
/// and disposes it with itself.
/// </summary>
internal sealed class SignedForm : ByteArrayContent
{
    public SignedForm(string form, HttpContent? originalContent) : base(Encoding.UTF8.GetBytes(form))
    {
        OriginalContent = originalContent;
        if (originalContent is null)
        {
            Headers.ContentType = new(UrlForm.ContentType);
            return;
        }
        foreach (var (name, values) in originalContent.Headers.NonValidated)
        {
            if (name != "Content-Length")
                Headers.TryAddWithoutValidation(name, values);
        }
    }

    public HttpContent? OriginalContent { get; }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            OriginalContent?.Dispose();
        base.Dispose(disposing);
    }
}
