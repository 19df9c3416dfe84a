// Command docs generates the tables of the documentation from the tables of the
// code. It replaces the text between markers such as <!-- begin:config --> and
// <!-- end:config -->. With -check it writes nothing, and fails if a table is not
// current.
//
// It may import every package of the plugin. Begin with tables.go.
package main
