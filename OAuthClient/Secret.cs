using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace OAuthClient;

/// <summary>A text that must not be seen: a client secret, a token, a verifier.</summary>
/// <remarks>
/// It prints as <c>***</c>, in the debugger too, and shows serializers nothing. <see cref="Reveal"/> is the one way to
/// its text. The default is no secret at all. Compared in constant time. Immutable and thread-safe.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public readonly struct Secret : IEquatable<Secret>
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string? _text;

    private Secret(string? text) => _text = text;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(_text);

    /// <summary>The text itself. The caller answers for where it goes.</summary>
    /// <returns>The text, empty when there is none.</returns>
    public string Reveal() => _text ?? "";

    /// <summary>Takes a text as a secret.</summary>
    /// <param name="text">The text; null is no secret.</param>
    public static implicit operator Secret(string? text) => FromString(text);

    /// <summary>Takes a text as a secret.</summary>
    /// <param name="text">The text; null is no secret.</param>
    /// <returns>The secret.</returns>
    public static Secret FromString(string? text) => new(text);

    /// <summary>Whether both hold the same text.</summary>
    /// <remarks>The time that the comparison takes does not depend on where they differ.</remarks>
    /// <param name="other">The other secret.</param>
    /// <returns>True when they are the same.</returns>
    public bool Equals(Secret other) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Reveal()), Encoding.UTF8.GetBytes(other.Reveal()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Secret other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Reveal().GetHashCode(StringComparison.Ordinal);

    /// <summary>Whether both hold the same text.</summary>
    /// <param name="left">The first secret.</param>
    /// <param name="right">The second secret.</param>
    /// <returns>As <see cref="Equals(Secret)"/>.</returns>
    public static bool operator ==(Secret left, Secret right) => left.Equals(right);

    /// <summary>Whether the texts differ.</summary>
    /// <param name="left">The first secret.</param>
    /// <param name="right">The second secret.</param>
    /// <returns>The opposite of <see cref="Equals(Secret)"/>.</returns>
    public static bool operator !=(Secret left, Secret right) => !left.Equals(right);

    /// <summary>Never the text.</summary>
    /// <returns><c>***</c>, or <c>(none)</c>.</returns>
    public override string ToString() => IsEmpty ? "(none)" : "***";
}
