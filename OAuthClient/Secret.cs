using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using OAuthClient.Internal;

namespace OAuthClient;

/// <summary>Text that must be kept secret: a client secret, a token, a verifier.</summary>
/// <remarks>
/// A secret prints as <c>***</c>, in the debugger too, and System.Text.Json refuses to write it or to read it. Only
/// <see cref="Reveal"/> returns the text. The default is no secret: its text is empty. Compared in constant time.
/// Immutable and thread-safe.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
[JsonConverter(typeof(JsonRefusal))]
public readonly struct Secret : IEquatable<Secret>
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string? _text;

    private Secret(string? text) => _text = text;

    /// <summary>Whether there is no secret: the text is null or empty.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(_text);

    /// <summary>Returns the text. The caller is responsible for keeping the text secret.</summary>
    /// <returns>The text; empty when there is no secret.</returns>
    public string Reveal() => _text ?? "";

    /// <summary>Makes a secret from a text.</summary>
    /// <param name="text">The text to keep secret; null is no secret.</param>
    public static implicit operator Secret(string? text) => FromString(text);

    /// <summary>Makes a secret from a text.</summary>
    /// <param name="text">The text to keep secret; null is no secret.</param>
    /// <returns>The secret.</returns>
    public static Secret FromString(string? text) => new(text);

    /// <summary>Whether both secrets hold the same text.</summary>
    /// <remarks>The time that the comparison takes does not depend on where the texts differ.</remarks>
    /// <param name="other">The other secret.</param>
    /// <returns>True when the texts are the same.</returns>
    public bool Equals(Secret other) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Reveal()), Encoding.UTF8.GetBytes(other.Reveal()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Secret other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Reveal().GetHashCode(StringComparison.Ordinal);

    /// <summary>Whether both secrets hold the same text.</summary>
    /// <param name="left">The first secret.</param>
    /// <param name="right">The second secret.</param>
    /// <returns>As <see cref="Equals(Secret)"/>.</returns>
    public static bool operator ==(Secret left, Secret right) => left.Equals(right);

    /// <summary>Whether the texts of the secrets differ.</summary>
    /// <param name="left">The first secret.</param>
    /// <param name="right">The second secret.</param>
    /// <returns>The opposite of <see cref="Equals(Secret)"/>.</returns>
    public static bool operator !=(Secret left, Secret right) => !left.Equals(right);

    /// <summary>Shows a placeholder, never the text.</summary>
    /// <returns><c>***</c>, or <c>(none)</c>.</returns>
    public override string ToString() => IsEmpty ? "(none)" : "***";
}
