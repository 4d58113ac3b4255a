namespace Signals.Receivers;

/// <summary>Runs <see cref="End"/> after the finalizers of all objects that were collected at the same time.</summary>
/// <remarks>
/// Those finalizers run in no order, and may still send, disconnect or resurrect objects. So the first run of this
/// finalizer only registers it for a second run, after the next collection.
/// </remarks>
internal abstract class LateFinalizer
{
    private bool _isSecondRun;

    ~LateFinalizer()
    {
        if (_isSecondRun)
            End();
        else
            GC.ReRegisterForFinalize(this);
        _isSecondRun = true;
    }

    protected abstract void End();
}
