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

/// <summary>Connects as a form says.</summary>
internal delegate IDisposable Connecting(Connectable<object?, ModelFrame> where);

/// <summary>
/// Each form of connecting: how the model says it, and how the library does. A method for each, so that no closure
/// holds what another captures.
/// </summary>
internal sealed class ModelForms(ModelRun run, bool isAsync)
{
    public static ModelConnection Describe(ModelForm form, ModelSender? sender, ModelObject target, ModelObject owner, string key)
    {
        var on = (ModelTarget)target.Value!;
        return form switch
        {
            ModelForm.Capturing => new(sender, key, [], target.Life),
            ModelForm.Method => new(sender, on.MethodKey, [target.Life], null) { IsOnce = true },
            ModelForm.Strongly => new(sender, on.MethodKey, [], target.Life) { IsOnce = true },
            ModelForm.Open => new(sender, on.OpenKey, [target.Life], null) { IsOnce = true },
            ModelForm.Owned => new(sender, key, [owner.Life], target.Life),
            ModelForm.WeakLambda => new(sender, on.ThisKey, [target.Life], null),
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

    private Connecting Lambda(string key) => where => isAsync
        ? where.Connect((from, frame) => run.CallAsync(key, from, frame, mayNest: true))
        : where.Connect((from, frame) => run.Call(key, from, frame));

    private Connecting Capturing(ModelTarget target, string key) => where => isAsync
        ? where.Connect((from, frame) => target.CallAsync(key, from, frame))
        : where.Connect((from, frame) => target.Call(key, from, frame));

    private Connecting Method(ModelTarget target) =>
        where => isAsync ? where.Connect(target.HearAsync) : where.Connect(target.Hear);

    private Connecting Strongly(ModelTarget target) => where => Method(target)(where.Strongly());

    private static Connecting Open(ModelTarget target) => where =>
        where.Connect(target, static (on, from, frame) => on.Call(on.OpenKey, from, frame));

    private Connecting Owned(object owner, ModelTarget target, string key) =>
        where => Capturing(target, key)(where.OwnedBy(owner));

    private Connecting Observer(string key) => where => where.Subscribe(new ModelObserver(run, key));
}
