/** What invented data carries in its names, so that nobody takes it for real: written by the demonstration, shown by the desk. */
export const DEMONSTRATION_MARK = 'dữ liệu minh hoạ'
