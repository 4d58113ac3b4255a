namespace Benchmarks.Contenders;

/// <summary>The forms in which a user writes a receiver.</summary>
internal enum Form
{
    /// <summary>A lambda that captures a variable: held strongly.</summary>
    Lambda,

    /// <summary>A lambda that captures nothing: held strongly.</summary>
    StaticLambda,

    /// <summary>A method of an object: held weakly.</summary>
    MethodGroup,

    /// <summary>An object and a delegate that all objects share: held weakly.</summary>
    Open,
}

/// <summary>Receivers, and the delegates of one form that call them.</summary>
internal static class Forms
{
    /// <summary>
    /// The receivers to connect. For static lambdas, the counter of a lambda is repeated as often as the lambda is
    /// connected.
    /// </summary>
    public static Receiver[] Receivers(Form form, int count) => form is Form.StaticLambda
        ? [.. Enumerable.Range(0, count).Select(number => Lambdas.Counters[Receiver.MethodIndexOf(number, count)])]
        : Receiver.CreateMany(count);

    public static Action<object, int> Delegate(Form form, Receiver receiver) => form switch
    {
        Form.Lambda => Lambdas.Capturing(receiver),
        Form.StaticLambda => Lambdas.Static[receiver.Method],
        _ => receiver.AsAction(),
    };

    public static Func<object, int, int> Answering(Form form, Receiver receiver) =>
        form is Form.Lambda ? Lambdas.Answering(receiver) : receiver.AsFunc();

    public static Func<object, int, ValueTask> Async(Form form, Receiver receiver) =>
        form is Form.Lambda ? Lambdas.Async(receiver) : receiver.AsAsync();
}
