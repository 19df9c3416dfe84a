package rpc

import (
	"context"
	"time"

	"sagishi/internal/service/audit"
)

// auditTimeout bounds an audit, so that it answers before proxies give up.
const auditTimeout = 50 * time.Second

func (d Deps) adminAudit(ctx context.Context, _ reasonRequest) (audit.Report, error) {
	ctx, cancel := context.WithTimeout(ctx, auditTimeout)
	defer cancel()
	return d.Audit.All(ctx)
}
