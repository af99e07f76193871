//! Mistakes that somebody could make one day. Each is planted on purpose and must be caught.

/// A mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bug {
    /// What has no receipt in an answer counts as done.
    SilenceIsYes,
    /// After a restart the phone counts on from what it still lists.
    NumberUsedAgain,
    /// Green is shown before the write is on the disk.
    NotDurable,
    /// A batch goes out in the wrong order.
    SwappedOrder,
    /// Effect and verdict are two transactions.
    TwoTransactions,
    /// The server does what it did before once more.
    ReplayNotSeen,
    /// A command on which the server breaks is not set aside.
    PoisonBlocks,
    /// What a courier was told is kept as the verdict.
    CourierTakenAsFull,
    /// The head of the chain is written after its command.
    ChainApart,
    /// Scans of a phone that was shut out are applied.
    RevokedApplied,
    /// A command that was taken back before it came in is applied.
    UndoForgotten,
    /// A command is sent before it is kept.
    SentBeforeKept,
    /// A network's sign-in page counts as an answer.
    PortalIsYes,
    /// A batch that is too large goes again as it is.
    NeverHalved,
    /// An answer is taken by its place in the batch.
    ByPlace,
    /// What was refused is cleared away with what is done.
    RefusedCleared,
}

impl Bug {
    pub(crate) const ALL: [Self; 16] = [
        Self::SilenceIsYes,
        Self::NumberUsedAgain,
        Self::NotDurable,
        Self::SwappedOrder,
        Self::TwoTransactions,
        Self::ReplayNotSeen,
        Self::PoisonBlocks,
        Self::CourierTakenAsFull,
        Self::ChainApart,
        Self::RevokedApplied,
        Self::UndoForgotten,
        Self::SentBeforeKept,
        Self::PortalIsYes,
        Self::NeverHalved,
        Self::ByPlace,
        Self::RefusedCleared,
    ];
}
