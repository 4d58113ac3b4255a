namespace Signals.Receivers;

/// <summary>
/// The one sender that a list is for: an object, by reference and held weakly; a string or a value, by value. Code of a
/// user's (Equals, GetHashCode, ToString) is called without the gate, and never from a finalizer.
/// </summary>
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

    /// <summary>The words for the sender, if they were asked for before; of a value otherwise its type.</summary>
    public string KnownText => _text ?? TypeName;

    /// <summary>A value as it reads, an object by its type, since its own words may be a secret.</summary>
    public override string ToString() => _text ??= Value is null ? TypeName : TextOf(Value);

    private string TextOf(object value)
    {
        try
        {
            return $"\"{value}\"";
        }
        catch (Exception)
        {
            // The words of a user's struct are for people only, and not worth a send.
            return TypeName;
        }
    }
}
