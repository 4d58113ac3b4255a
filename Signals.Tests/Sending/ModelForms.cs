namespace Signals.Tests.Sending;

internal enum ModelForm
{
    Lambda,
    Capturing,
    Method,
    Strongly,
    Open,
    Owned,
    WeakLambda,
    Observer,
}

/// <summary>Connects a receiver in one form.</summary>
internal delegate IDisposable Connecting(Connectable<object?, ModelFrame> signal);

/// <summary>
/// Each form of connecting, for the model and for the library. A method for each form, so that no closure holds what
/// another closure captures.
/// </summary>
internal sealed class ModelForms(ModelRun run, bool isAsync)
{
    public static ModelConnection Describe(
        ModelForm form, ModelSender? sender, ModelObject target, ModelObject owner, string key)
    {
        var targetObject = (ModelTarget)target.Value!;
        return form switch
        {
            ModelForm.Capturing => new(sender, key, [], target.Life),
            ModelForm.Method => new(sender, targetObject.MethodKey, [target.Life], null) { IsOnce = true },
            ModelForm.Strongly => new(sender, targetObject.MethodKey, [], target.Life) { IsOnce = true },
            ModelForm.Open => new(sender, targetObject.OpenKey, [target.Life], null) { IsOnce = true },
            ModelForm.Owned => new(sender, key, [owner.Life], target.Life),
            ModelForm.WeakLambda => new(sender, targetObject.ThisKey, [target.Life], null),
            _ => new(sender, key, [], null),
        };
    }

    public Connecting Make(ModelForm form, ModelTarget target, object owner, string key) => form switch
    {
        ModelForm.Lambda => Lambda(key),
        ModelForm.Capturing => Capturing(target, key),
        ModelForm.Method => Method(target),
        ModelForm.Strongly => Strongly(target),
        ModelForm.Open => Open(target),
        ModelForm.Owned => Owned(owner, target, key),
        ModelForm.WeakLambda => target.ConnectThis,
        _ => Observer(key),
    };

    private Connecting Lambda(string key) => signal => isAsync
        ? signal.Connect((sender, frame) => run.CallAsync(key, sender, frame, mayNest: true))
        : signal.Connect((sender, frame) => run.Call(key, sender, frame));

    private Connecting Capturing(ModelTarget target, string key) => signal => isAsync
        ? signal.Connect((sender, frame) => target.CallAsync(key, sender, frame))
        : signal.Connect((sender, frame) => target.Call(key, sender, frame));

    private Connecting Method(ModelTarget target) =>
        signal => isAsync ? signal.Connect(target.HearAsync) : signal.Connect(target.Hear);

    private Connecting Strongly(ModelTarget target) => signal => Method(target)(signal.Strongly());

    private static Connecting Open(ModelTarget target) => signal =>
        signal.Connect(target, static (receiver, sender, frame) => receiver.Call(receiver.OpenKey, sender, frame));

    private Connecting Owned(object owner, ModelTarget target, string key) =>
        signal => Capturing(target, key)(signal.OwnedBy(owner));

    private Connecting Observer(string key) => signal => signal.Subscribe(new ModelObserver(run, key));
}
