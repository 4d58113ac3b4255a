namespace Signals.Receivers;

/// <summary>Checks the target, the lambda and the options of an open connection.</summary>
internal static class OpenForm
{
    public static void Check(object target, Delegate receiver, in ConnectOptions options)
    {
        if (target is ValueType or string)
            throw new ArgumentException(
                "A target is an object with a life of its own: no struct (its box dies at once) and no string.",
                nameof(target));
        if (options.Owner is not null || options.Lifetime == LifetimeChoice.Strongly)
            throw new InvalidOperationException(
                "The open form lives as long as its target, and no other way. "
                + "Leave out OwnedBy or Strongly, or connect a lambda instead.");
        AsyncVoidGuard.Refuse(receiver);
        if (receiver.HasSingleTarget && LifetimeRule.CapturesNothing(receiver))
            return;
        if (Array.Find(receiver.GetInvocationList(), part => !LifetimeRule.CapturesNothing(part)) is { } capturing)
            throw new ArgumentException(
                $"{ReceiverName.Of(capturing)} captures something, which the signal would keep alive. "
                + "Make it a static lambda; it is handed the target.",
                nameof(receiver));
    }
}
