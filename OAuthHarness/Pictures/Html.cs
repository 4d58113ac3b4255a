using System.Net;
using System.Text;

namespace OAuthHarness.Pictures;

/// <summary>Writes HTML. All text is escaped; names of elements and attributes are the program's own.</summary>
internal sealed class Html
{
    private readonly StringBuilder _text = new();

    /// <summary>Writes the beginning of an element; the pairs are its attributes.</summary>
    public Html Open(string element, params IEnumerable<(string Name, string Value)> attributes)
    {
        _text.Append('<').Append(element);
        foreach (var (name, value) in attributes)
            _text.Append(' ').Append(name).Append("=\"").Append(WebUtility.HtmlEncode(value)).Append('"');
        _text.Append('>');
        return this;
    }

    public Html Close(string element)
    {
        _text.Append("</").Append(element).Append(">\n");
        return this;
    }

    public Html Text(string text)
    {
        _text.Append(WebUtility.HtmlEncode(text));
        return this;
    }

    /// <summary>Writes an element with a class and a text.</summary>
    public Html Element(string element, string @class, string text) =>
        Open(element, ("class", @class)).Text(text).Close(element);

    /// <summary>Writes HTML of the program's own, unescaped.</summary>
    public Html Own(string html)
    {
        _text.Append(html);
        return this;
    }

    public override string ToString() => _text.ToString();
}
