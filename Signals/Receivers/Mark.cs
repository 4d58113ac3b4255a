namespace Signals.Receivers;

/// <summary>
/// What is known of a connection besides its receiver, in one word: its place in connection order (40 bits, never used again),
/// where it was connected (22 bits), and its lifetime (2 bits). Marks sort as their orders do.
/// </summary>
internal readonly record struct Mark(ulong Bits) : IComparable<Mark>
{
    private const int SiteBits = 22;
    private const int LifetimeBits = 2;
    private const ulong LastOrder = (1UL << (64 - SiteBits - LifetimeBits)) - 1;

    public static Mark Of(ulong order, int site, ReceiverLifetime lifetime) => order <= LastOrder
        ? new((order << (SiteBits + LifetimeBits)) | ((ulong)(uint)site << LifetimeBits) | (ulong)lifetime)
        : throw new InvalidOperationException("A signal takes a million million connections in its life, and this one has had them.");

    public ReceiverLifetime Lifetime => (ReceiverLifetime)(Bits & ((1 << LifetimeBits) - 1));

    public string? ConnectedAt => Sites.Text((int)((Bits >> LifetimeBits) & ((1 << SiteBits) - 1)));

    public int CompareTo(Mark other) => Bits.CompareTo(other.Bits);
}
