"""The operations by what they are about: facts and SQL are kept in one module per subject."""

from generator.plan import operations as ops

TableOperation = (
    ops.CreateTable
    | ops.RenameTable
    | ops.RenewCompatibilityViews
    | ops.RenewRoutines
    | ops.DropCompatibilityView
    | ops.DropTable
    | ops.Isolate
    | ops.Release
    | ops.SetPrivileges
    | ops.SetSharing
)

ColumnOperation = (
    ops.AddColumn
    | ops.SetDefault
    | ops.DropNotNull
    | ops.SetNotNull
    | ops.ChangeType
    | ops.RenameColumn
    | ops.DropColumn
    | ops.SyncColumns
    | ops.StopSync
)

ConstraintOperation = (
    ops.AddForeignKey
    | ops.AddCheck
    | ops.ValidateConstraint
    | ops.DropConstraint
    | ops.RenameConstraint
    | ops.AttachUnique
    | ops.AttachPrimaryKey
)

IndexOperation = ops.CreateIndex | ops.CreateUniqueIndex | ops.RenameIndex | ops.DropIndex

RowOperation = (
    ops.Backfill | ops.PlantSeeds | ops.RefuseDuplicates | ops.RefuseLoss | ops.RefuseOrphans | ops.RefuseViolations
)

SearchOperation = ops.AddSearch | ops.ReplaceSearch | ops.DropSearch
FinderOperation = ops.SetFinder | ops.DropFinder

CascadeOperation = ops.LogCascades | ops.StopCascades
HistoryOperation = ops.StartHistory | ops.StopHistory | ops.DropHistory
CountOperation = ops.StartCounting | ops.StopCounting
DerivedOperation = ops.Derive | ops.StopDeriving
PartitionOperation = (
    ops.AttachIndex | ops.DropPartitionedIndex | ops.NamePartitions | ops.PartitionTable | ops.AddPartitions
)
