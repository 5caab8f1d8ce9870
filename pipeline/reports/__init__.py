"""What an office receives: workbook, page, checklists."""
