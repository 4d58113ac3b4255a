namespace Signals.Receivers;

/// <summary>
/// The one sender of a list: an object, compared by reference and held weakly, or a string or value type, compared by
/// value.
/// </summary>
/// <remarks>User code (Equals, GetHashCode, ToString) is called outside the gate, and never by a finalizer.</remarks>
internal sealed class SenderIdentity
{
    private readonly WeakReference<object>? _object;
    private string? _text;

    public SenderIdentity(object sender)
    {
        if (!IsByValue(sender))
            _object = new(sender);
        else
            Value = sender;
        TypeName = sender.GetType().Name;
    }

    /// <summary>The sender that is compared by value; null for an object.</summary>
    public object? Value { get; }

    private string TypeName { get; }

    public static bool IsByValue(object sender) => sender is string or ValueType;

    public object? Find() => Value ?? (_object!.TryGetTarget(out var sender) ? sender : null);

    /// <summary>The sender's text if <see cref="ToString"/> made it before; otherwise its type's name.</summary>
    public string KnownText => _text ?? TypeName;

    /// <summary>The text of a value; for an object only its type's name, since its own text may be secret.</summary>
    public override string ToString() => _text ??= Value is null ? TypeName : TextOf(Value);

    private string TextOf(object value)
    {
        try
        {
            return $"\"{value}\"";
        }
        catch (Exception)
        {
            // The sender's text is only shown to people: a sender's ToString that throws must not fail a send.
            return TypeName;
        }
    }
}
