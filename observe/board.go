package main

import (
	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/prometheus"
	"github.com/grafana/grafana-foundation-sdk/go/stat"
	"github.com/grafana/grafana-foundation-sdk/go/timeseries"
)

// datasource is the id of the data source in grafana/provisioning.
const datasource = "prometheus"

// Widths and heights of panels; a dashboard is 24 wide.
const (
	statWidth, statHeight   = 4, 4
	graphWidth, graphHeight = 8, 8
)

// board is a dashboard.
type board struct {
	uid, title, description string
	rows                    []row
}

// row is a part of a dashboard with a title.
type row struct {
	title  string
	panels []panel
}

// kind is how a panel shows its queries.
type kind int

const (
	graph   kind = iota // lines over time
	number              // the last value
	mustBe0             // the last value, red unless it is zero
)

// panel shows queries.
type panel struct {
	kind    kind
	title   string
	about   string // what to know about the numbers; "" = nothing
	unit    string // of package units
	queries []query
}

// build uses the form of dashboards that Grafana provisions from files.
func (b board) build() (dashboard.Dashboard, error) { //nolint:staticcheck // its successor cannot be provisioned yet
	instances := dashboard.NewQueryVariableBuilder("instance").Label("Server").
		Datasource(source()).
		Query(dashboard.StringOrMap{String: new(`label_values(up{job="nakama"}, instance)`)}).
		Refresh(dashboard.VariableRefreshOnTimeRangeChanged).
		IncludeAll(true).Multi(true).AllValue(".*").
		Current(dashboard.VariableOption{
			Selected: new(true), Text: dashboard.StringOrArrayOfString{String: new("All")},
			Value: dashboard.StringOrArrayOfString{String: new("$__all")},
		})
	builder := dashboard.NewDashboardBuilder(b.title). //nolint:staticcheck // as above
								Uid("sagishi-"+b.uid).Description(b.description).Tags([]string{"sagishi"}).
								Refresh("30s").Time("now-6h", "now").Timezone("browser").
								Tooltip(dashboard.DashboardCursorSyncCrosshair).
								WithVariable(instances)
	id := uint32(0)
	for _, r := range b.rows {
		id++
		builder = builder.WithRow(dashboard.NewRowBuilder(r.title).Id(id))
		for _, p := range r.panels {
			id++
			builder = builder.WithPanel(p.builder(id))
		}
	}
	return builder.Build()
}

func source() common.DataSourceRef {
	return common.DataSourceRef{Type: new("prometheus"), Uid: new(datasource)}
}

func (p panel) builder(id uint32) cog.Builder[dashboard.Panel] {
	if p.kind == graph {
		return p.graph().Id(id)
	}
	return p.number().Id(id)
}

func (p panel) targets() []*prometheus.DataqueryBuilder {
	targets := make([]*prometheus.DataqueryBuilder, 0, len(p.queries))
	for i, q := range p.queries {
		targets = append(targets, prometheus.NewDataqueryBuilder().Expr(q.expr).LegendFormat(q.legend).RefId(string(rune('A'+i))).
			Datasource(source()))
	}
	return targets
}

func (p panel) graph() *timeseries.PanelBuilder {
	builder := timeseries.NewPanelBuilder().Title(p.title).Description(p.about).Datasource(source()).
		Unit(p.unit).Min(0).Span(graphWidth).Height(graphHeight).FillOpacity(10).
		ShowPoints(common.VisibilityModeNever).
		Tooltip(common.NewVizTooltipOptionsBuilder().Mode(common.TooltipDisplayModeMulti))
	for _, target := range p.targets() {
		builder = builder.WithTarget(target)
	}
	return builder
}

func (p panel) number() *stat.PanelBuilder {
	builder := stat.NewPanelBuilder().Title(p.title).Description(p.about).Datasource(source()).
		Unit(p.unit).Span(statWidth).Height(statHeight).Orientation(common.VizOrientationAuto).
		ReduceOptions(common.NewReduceDataOptionsBuilder().Calcs([]string{"lastNotNull"}))
	if p.kind == mustBe0 {
		builder = builder.ColorMode(common.BigValueColorModeBackground).Thresholds(dashboard.NewThresholdsConfigBuilder().
			Mode(dashboard.ThresholdsModeAbsolute).
			Steps([]dashboard.Threshold{{Color: "green"}, {Color: "red", Value: new(0.5)}}))
	}
	for _, target := range p.targets() {
		builder = builder.WithTarget(target)
	}
	return builder
}
